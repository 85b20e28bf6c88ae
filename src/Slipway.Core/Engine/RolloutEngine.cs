using Microsoft.Extensions.Logging;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>Claims its share of the live rollouts, drives each, and keeps their leases. One for a server.</summary>
public sealed partial class RolloutEngine
{
    /// <summary>A server that does not renew is taken for dead after this time, and others drive what it held.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>A renewal that takes longer is tried anew.</summary>
    private static readonly TimeSpan RenewWithin = TimeSpan.FromSeconds(2);

    /// <summary>Rollouts driven at once by one server.</summary>
    private const int MaxDriven = 20_000;

    /// <summary>Rollouts that are claimed or given back by one statement. Between two, the server renews where that is due.</summary>
    private const int MovedAtOnce = 250;

    private readonly Ledger _ledger;
    private readonly ILeases _leases;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ServerNote _server;
    private readonly EvidenceLog _evidence;
    private readonly EventFollower _follower;
    private readonly Tenure _tenure;
    private readonly FairShare _share;
    private readonly Crew _crew;
    private readonly Signal _signal;
    private Task? _following;
    private long _askedAt;
    private volatile Standing? _standing;

    /// <summary>True where a call may have changed the leases and its answer did not come.</summary>
    private bool _isUnsure;

    public RolloutEngine(
        Ledger ledger, ILeases leases, IEvidence evidence, Adapters adapters, Budgets budgets, Places places, Checklists checklists, TimeProvider time, ILogger<RolloutEngine> logger, ServerNote server)
    {
        (_ledger, _leases, _time, _logger, _server) = (ledger, leases, time, logger, server);
        _evidence = new EvidenceLog(evidence, time, logger);
        _follower = new EventFollower(ledger.Store, time, logger, Hear);
        _tenure = new Tenure(time, LeaseTerm);
        _share = new FairShare(time, MaxDriven);
        var plans = new PlanCheck(ledger, places, adapters.Artifacts);
        var answers = new RolloutChecklists(checklists, places, time);
        _crew = new Crew(ledger, leases, lease => new RolloutDriver(ledger, adapters, budgets, plans, answers, _evidence, _tenure, time, logger, lease), logger);
        _signal = new Signal(time);
    }

    /// <summary>A rollout was opened or changed by a command: claim it, or let its driver read on.</summary>
    public void Wake(string rolloutId)
    {
        if (_crew.Find(rolloutId) is { } driver)
            driver.Wake();
        else
            _signal.Set();
    }

    /// <summary>What the last look at a rollout's metrics found; null when this server does not drive it, or has not looked yet.</summary>
    public Evaluation? LatestLook(string rolloutId) => _crew.Find(rolloutId)?.LatestLook;

    /// <summary>How the work stood at the last renewal; null before the first.</summary>
    public Standing? Standing => _standing;

    /// <summary>How long ago the last renewal was; null before the first.</summary>
    public TimeSpan? SinceRenewal => _tenure.Age;

    /// <summary>How many rollouts this server drives, by their phase; those that it still reads are not among them.</summary>
    public IReadOnlyDictionary<RolloutPhase, int> Driven() => _crew.Phases();

    /// <summary>Runs until cancelled; then all drivers stop where they are. Their rollouts go on elsewhere once the server has left, or is taken for dead.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var writing = _evidence.RunAsync(life.Token);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await RoundAsync(life.Token);
                await _signal.WaitAsync(RenewEvery, cancellation);
            }
        }
        finally
        {
            // Not CancelAsync: a simulation has one thread.
            life.Cancel();
            await _crew.StopAllAsync();
            await EndAsync(writing);
            await EndAsync(_following);
            _following = null;
            using var within = new CancellationTokenSource(LeaseTerm, _time);
            await EndAsync(_evidence.WriteAsync(within.Token));
        }
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            // Before the first rollout is read, so that no event falls between.
            _following ??= _follower.RunAsync(await _ledger.Store.HeadAsync(cancellation), cancellation);
            var standing = await RenewAsync(cancellation);
            if (_isUnsure || standing.Held != _crew.Count)
                await TakeStockAsync(cancellation);
            var missing = _share.Missing(standing, _crew.Staying);
            if (missing < 0)
                _crew.Dismiss(Math.Min(-missing, MovedAtOnce));
            if (missing > 0)
                await ClaimAllAsync(missing, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The drivers stay: without tenure they begin nothing. Whether they may go on, the leases say once the store answers.
            Tell(e);
            _isUnsure = true;
        }
    }

    /// <summary>Told once, not with each try that fails for the same reason.</summary>
    private void Tell(Exception fault)
    {
        if (fault is not PortUnavailableException)
            LogBug(fault);
        else if (!_isUnsure)
            LogStoreFault(fault.Message);
    }

    private async Task<Standing> RenewAsync(CancellationToken cancellation)
    {
        _askedAt = _time.GetTimestamp();
        var standing = await WithinAsync(RenewWithin, stop => _leases.RenewAsync(_server, LeaseTerm, stop), cancellation);
        _tenure.Renew(_askedAt);
        return _standing = standing;
    }

    /// <summary>What is held and not driven lost its driver at an unlucky moment and is taken up again; what is driven and not held is stopped.</summary>
    private async Task TakeStockAsync(CancellationToken cancellation)
    {
        var held = await WithinAsync(LeaseTerm, stop => _leases.HeldAsync(_server.Id, stop), cancellation);
        if (_crew.StopOthers(held) is var lost and > 0)
            _ledger.Instruments?.Lose(lost);
        foreach (var chunk in held.Chunk(MovedAtOnce))
            await _crew.StartAsync(chunk, cancellation);
        _isUnsure = false;
    }

    private async Task ClaimAllAsync(int missing, CancellationToken cancellation)
    {
        // All are driven first; what was measured of them earlier comes after that.
        _evidence.IsHeld = true;
        try
        {
            while (missing > 0)
            {
                var claimed = await ClaimAsync(Math.Min(missing, MovedAtOnce), cancellation);
                missing = claimed == MovedAtOnce ? missing - claimed : 0;
                if (missing > 0 && _time.GetElapsedTime(_askedAt) >= RenewEvery)
                    await RenewAsync(cancellation);
            }
        }
        finally
        {
            _evidence.IsHeld = false;
        }
    }

    private async Task<int> ClaimAsync(int max, CancellationToken cancellation)
    {
        var claimed = await WithinAsync(LeaseTerm, stop => _leases.ClaimAsync(_server.Id, max, stop), cancellation);
        await _crew.StartAsync(claimed, cancellation);
        return claimed.Count;
    }

    /// <summary>Somebody recorded an event, maybe here, maybe at another server.</summary>
    private void Hear(StoredEvent e)
    {
        if (_crew.Find(e.Stream) is { } driver)
            driver.Hear(e.Version);
        else if (EventCodec.MakesLive(e.Type))
            _signal.Set();
    }

    /// <exception cref="PortUnavailableException">The store did not answer in time: a server must not wait longer than its leases last.</exception>
    private async Task<T> WithinAsync<T>(TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await call(both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"the store gave no answer within {limit.TotalSeconds:0.#} s", outcomeUnknown: true);
        }
    }

    private static async Task EndAsync(Task? task)
    {
        try
        {
            await (task ?? Task.CompletedTask);
        }
        catch (OperationCanceledException)
        {
            // As asked, or the store does not answer.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer; rollouts wait: {Reason}")]
    private partial void LogStoreFault(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "A fault of this program while it looked for rollouts to drive; trying again")]
    private partial void LogBug(Exception fault);
}
