using System.Collections.Concurrent;
using Slipway.Core.Analysis;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway.Hub;

/// <summary>
/// The control plane's end of the gateways: it holds what is wanted of each environment, offers it to the gateway
/// processes together with the instances that are ready, and collects what they report. Thread-safe.
/// </summary>
public sealed class GatewayHub : IRouter, IMetricSource, IDisposable
{
    /// <summary>A gateway that was silent for longer is not waited for. It reports four times a second.</summary>
    public const int LivenessSeconds = 2;

    private static readonly TimeSpan s_liveness = TimeSpan.FromSeconds(LivenessSeconds);

    /// <summary>A gateway is told of a change at once, and reports it at once.</summary>
    private static readonly TimeSpan s_takenUpWithin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<EnvironmentKey, HubEnvironment> _environments = new();
    private readonly KeeperTerm _term;
    private readonly string _directory;
    private readonly IEndpoints _endpoints;
    private readonly TimeProvider _time;

    /// <summary>Takes up the routes that an earlier hub left in the folder of the term. One hub a term.</summary>
    /// <exception cref="InvalidDataException">A stored route is damaged.</exception>
    public GatewayHub(KeeperTerm term, IEndpoints endpoints, TimeProvider time)
    {
        (_term, _directory, _endpoints, _time) = (term, Path.Combine(term.Folder, "routes"), endpoints, time);
        foreach (var file in Directory.Exists(_directory) ? Directory.GetFiles(_directory, "*.json", SearchOption.AllDirectories) : [])
        {
            if (EnvironmentKey.TryParse(Path.ChangeExtension(Path.GetRelativePath(_directory, file), null), out var key))
                Environment(key).Load();
        }

        _endpoints.Changed += Republish;
    }

    public string Name => GatewaySpec.Kind;

    /// <summary>The environments that have a route, and so want a gateway.</summary>
    public IReadOnlyList<EnvironmentKey> Routed =>
        [.. _environments.Values.Where(environment => environment.Current().Config is not null).Select(environment => environment.Key)];

    public async Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        if (route.Traffic is not GatewaySpec traffic)
            throw new ArgumentException($"The gateway serves '{GatewaySpec.Kind}', not {route.Traffic.GetType().Name}", nameof(route));
        await StoreAsync(route.Environment, known => Change(known, traffic, route, order), cancellation);
    }

    public Task<IReadOnlyList<string>> CheckMaintenanceAsync(MaintenancePage page, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(Current(page.Environment).Config is null ? [$"nothing was deployed to {page.Environment} yet, and it has no gateway: deploy first"] : []);

    public async Task ShowMaintenanceAsync(MaintenancePage page, int stop, bool shown, CancellationToken cancellation)
    {
        await StoreAsync(page.Environment, known => known is null
            ? throw new PortUnavailableException($"{page.Environment} has no gateway: deploy to it first")
            : known with { Page = StoredPage.After(known.Page, page, stop, shown) }, cancellation);
        await TakenUpAsync(page.Environment, cancellation);
    }

    public Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var live = Live(environment);
        var agreed = live.Count > 0 && live.All(gateway => gateway.Report.Split == live[0].Report.Split);
        return Task.FromResult(agreed ? live[0].Report.Split : null);
    }

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        Task.FromResult(Live(environment).Count == 0 ? null : new TrafficSample(_time.GetUtcNow(), Environment(environment).Sum()));

    /// <summary>Every gateway process that has reported, the ended ones too, in the order of their start.</summary>
    public IReadOnlyList<GatewayStatus> Gateways(EnvironmentKey environment) =>
        [.. Environment(environment).Gateways().Select(gateway => new GatewayStatus(environment, IsLive(gateway), gateway.At, gateway.Report))];

    /// <exception cref="InvalidDataException">The report's counts make no sense.</exception>
    public void Receive(EnvironmentKey environment, GatewayReport report) => Environment(environment).Receive(report);

    /// <summary>A gateway process has ended, maybe without a word: from now on what it reported is not taken to be so.</summary>
    public void ProcessEnded(EnvironmentKey environment, ProcessIdentity process) => Environment(environment).ProcessEnded(process);

    /// <summary>The newest configuration, null before the first route, and a task that ends when there is a newer one.</summary>
    public (GatewayConfig? Config, Task Changed) Current(EnvironmentKey environment) => Environment(environment).Current();

    public void Dispose()
    {
        _endpoints.Changed -= Republish;
        foreach (var environment in _environments.Values)
            environment.Dispose();
    }

    private static StoredRoute Change(StoredRoute? known, GatewaySpec traffic, Route route, EffectOrder order)
    {
        if (known is not null && order.IsOlderThan(known.Fence, known.Turn))
            throw new StaleFenceException($"The route of {route.Environment} was changed with fence {known.Fence}, turn {known.Turn}; {order.Key} with {order.Fence}, {order.Turn} came too late");
        var before = known?.Split ?? TrafficSplit.None;
        var gains = Slots.All.Any(slot => before[slot].IsZero && !route.Split[slot].IsZero);
        var draw = (known?.Draw ?? 0) + (gains ? 1 : 0);
        return new StoredRoute(traffic, route.Stable, route.Split, order.Fence, draw, order.Turn) { Page = known?.Page };
    }

    private async Task StoreAsync(EnvironmentKey environment, Func<StoredRoute?, StoredRoute> change, CancellationToken cancellation)
    {
        try
        {
            await Environment(environment).SetAsync(change, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"The route of {environment} could not be stored in {_directory}: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Returns once every gateway that answers serves by what is wanted now.</summary>
    private async Task TakenUpAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var wanted = Current(environment).Config!.Generation;
        var began = _time.GetTimestamp();
        while (Live(environment) is var live && (live.Count == 0 || live.Any(gateway => gateway.Report.Generation < wanted)))
        {
            if (_time.GetElapsedTime(began) > s_takenUpWithin)
                throw new PortUnavailableException(live.Count == 0 ? $"no gateway of {environment} answers; it begins with what was noted for it" : $"a gateway of {environment} has not taken up what was noted for it");
            await Task.Delay(s_look, _time, cancellation);
        }
    }

    private HubEnvironment Environment(EnvironmentKey key) =>
        _environments.GetOrAdd(key, k => new HubEnvironment(k, Path.Combine(_directory, k.App, k.Environment + ".json"), _term, _endpoints, _time));

    private void Republish(EnvironmentKey key)
    {
        if (_environments.TryGetValue(key, out var environment))
            environment.Publish();
    }

    private List<GatewayRecord> Live(EnvironmentKey environment) => [.. Environment(environment).Gateways().Where(IsLive)];

    private bool IsLive(GatewayRecord gateway) =>
        !gateway.Report.Ended && !gateway.Died && _time.GetUtcNow() - gateway.At <= s_liveness;
}
