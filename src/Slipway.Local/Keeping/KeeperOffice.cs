using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Gateway.Supervision;
using Slipway.Local.Processes;

namespace Slipway.Local.Keeping;

/// <summary>
/// What one server alone runs, for one term: the processes of the data folder, what their gateways are told, and the gateways.
/// It takes up what an earlier keeper left, in this program or another, and leaves it running at its end.
/// </summary>
public sealed partial class KeeperOffice : IAsyncDisposable
{
    private readonly KeeperSetup _setup;
    private readonly CancellationTokenSource _ending = new();
    private readonly GatewaySupervisor _gateways;
    private readonly ILogger _logger;
    private Task _work = Task.CompletedTask;
    private bool _disposed;

    private KeeperOffice(KeeperTerm term, KeeperSetup setup)
    {
        (Term, _setup, Ended) = (term, setup, _ending.Token);
        _logger = setup.Loggers.CreateLogger<KeeperOffice>();
        Target = new ProcessTarget(term, setup.Launcher, setup.Time, setup.Loggers.CreateLogger<ProcessTarget>());
        // Before the target tells its endpoints: the hub listens for them.
        Hub = new GatewayHub(term, Target, setup.Time);
        _gateways = new GatewaySupervisor(term, Hub, setup.Launcher, setup.Program, setup.Server, setup.Time, setup.PeerKeyFile);
    }

    public KeeperTerm Term { get; }

    public ProcessTarget Target { get; }

    public GatewayHub Hub { get; }

    /// <summary>Cancelled when the term is over for this server.</summary>
    public CancellationToken Ended { get; }

    /// <summary>What ran when the last keeper ended is found again before anything new is asked.</summary>
    /// <exception cref="InvalidDataException">A record is damaged; the message names it.</exception>
    public static async Task<KeeperOffice> OpenAsync(KeeperTerm term, KeeperSetup setup, CancellationToken cancellation)
    {
        var office = new KeeperOffice(term, setup);
        try
        {
            await office.Target.StartAsync(cancellation);
            office._work = office.RunAsync();
            return office;
        }
        catch
        {
            await office.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null where the environment has no gateway.</summary>
    public GatewayState? GatewayOf(EnvironmentKey environment)
    {
        if (Hub.Current(environment).Config is not { } config)
            return null;
        var live = Hub.Gateways(environment).Where(g => g.Live).ToList();
        var error = live.Select(g => g.Report.Error).FirstOrDefault(e => e is not null) ?? _gateways.Error(environment);
        var state = live.Count == 0 ? error is null ? "starting" : "down" : error is null ? "serving" : "down";
        return new GatewayState(config.Listen, state, error);
    }

    /// <summary>
    /// An answer out of this office. It is given only if the term was not over when it had been found: what a server says that was
    /// stopped meanwhile may be long past.
    /// </summary>
    /// <exception cref="PortUnavailableException">The term is over; whether an effect has happened is unknown.</exception>
    internal async Task<T> AnswerAsync<T>(Func<KeeperOffice, Task<T>> find)
    {
        try
        {
            var found = await find(this);
            if (Term.Holds)
                return found;
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && Ended.IsCancellationRequested))
        {
            // It ended under the question.
        }

        throw new PortUnavailableException($"this server no longer keeps the processes of {Term.Folder}; it will be asked of the one that does", outcomeUnknown: true);
    }

    /// <summary>Ends the watching. Processes and gateways run on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;
        await _ending.CancelAsync();
        await _work;
        Hub.Dispose();
        await Target.DisposeAsync();
        Term.Dispose();
        _ending.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await RouteNowhereAsync(Ended);
            if (_setup.StartsGateways)
                await _gateways.RunAsync(Ended);
        }
        catch (Exception e) when (e is OperationCanceledException or NotKeeperException)
        {
            // The term is over.
        }
        catch (Exception e)
        {
            LogBug(e);
        }
    }

    /// <summary>A gateway that has no version yet answers 503 and says why: better than a port where nobody is.</summary>
    private async Task RouteNowhereAsync(CancellationToken cancellation)
    {
        foreach (var place in await _setup.Places.AllAsync(cancellation))
        {
            if (place.Environment.Traffic is not GatewaySpec gateway || Hub.Routed.Contains(place.Key))
                continue;
            try
            {
                await Hub.SetAsync(new Route(place.Key, gateway, Slot.Blue, TrafficSplit.None), new EffectOrder("start", Fence: 0), cancellation);
            }
            catch (Exception e) when (e is PortUnavailableException or StaleFenceException)
            {
                // The first rollout sets a route all the same, if it has not done so already.
                LogNoRoute(place.Key, e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway of {Environment} is started with its first rollout: {Reason}")]
    private partial void LogNoRoute(EnvironmentKey environment, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A fault of this program; gateways are no longer looked after by this server")]
    private partial void LogBug(Exception fault);
}
