using Microsoft.Extensions.Logging;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Engine;

/// <summary>
/// Drives one rollout under one lease: asks the machine, does what it says, records what came of it.
/// The only place where a rollout's effects happen.
/// </summary>
internal sealed partial class RolloutDriver(
    Ledger ledger, Adapters adapters, Budgets budgets, PlanCheck plans, RolloutChecklists checklists, EvidenceLog evidence, Tenure tenure, TimeProvider time, ILogger logger, Lease lease)
{
    public const string Actor = "engine";

    /// <summary>After a fault of the store, or of this program.</summary>
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>News come by a wake. That none was lost is made sure of so often.</summary>
    private static readonly TimeSpan CatchUpEvery = TimeSpan.FromSeconds(30);

    private readonly Signal _signal = new(time);
    private readonly Analyst _analyst = new(adapters, evidence, time);
    private readonly EffectRunner _effects = new(adapters, plans, checklists, time, logger);
    private long _caughtUpAt;
    private volatile RolloutState? _state;
    private volatile bool _isLeaving;

    /// <summary>What the last look at the metrics found: newer than the last recorded verdict, which is only told when it changes.</summary>
    public Evaluation? LatestLook => _analyst.Latest;

    /// <summary>The rollout's phase as this driver last had it; null before it was read.</summary>
    public RolloutPhase? Phase => _state?.Phase;

    /// <summary>Somebody else recorded something: read it.</summary>
    public void Wake() => _signal.Set();

    /// <summary>As <see cref="Wake"/>, where it does not know of that event already.</summary>
    public void Hear(int version)
    {
        if (version > (_state?.Version ?? 0))
            Wake();
    }

    /// <summary>Another server is to go on: come to an end as soon as the rollout waits for something.</summary>
    public void Leave()
    {
        _isLeaving = true;
        Wake();
    }

    /// <summary>Returns when the rollout has ended, the lease is lost, or the rollout is left to another server.</summary>
    /// <param name="state">As it was read a moment ago; null: it is read first.</param>
    public async Task RunAsync(RolloutState? state, CancellationToken cancellation)
    {
        var observer = new Observer(adapters, ledger, _analyst, budgets, checklists, time, logger);
        while (true)
        {
            try
            {
                state ??= await ledger.LoadAsync(lease.Name, cancellation);
                if (state is not null)
                    await DriveAsync(state, observer, cancellation);
                await evidence.WriteAsync(lease.Name, cancellation);
                return;
            }
            catch (StreamConflictException)
            {
                // A person's command was recorded between our reading and our writing: go on from there.
            }
            catch (StaleFenceException e)
            {
                LogLeaseLost(lease.Name, e.Message);
                ledger.Instruments?.Lose(1);
                return;
            }
            catch (PortUnavailableException e)
            {
                LogStoreFault(lease.Name, e.Message);
                await _signal.WaitAsync(RestAfterFault, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogBug(e, lease.Name);
                await _signal.WaitAsync(RestAfterFault, cancellation);
            }

            state = null;
        }
    }

    private async Task DriveAsync(RolloutState state, Observer observer, CancellationToken cancellation)
    {
        _caughtUpAt = time.GetTimestamp();
        ledger.Instruments?.Begin(state.Plan.Environment);
        DateTimeOffset? due = null;
        while (true)
        {
            _state = state;
            var decision = ledger.Logic.Next(state, ledger.Now);
            if (decision is not Decision.Wait && ledger.Now - due is { } late && late >= TimeSpan.Zero)
                ledger.Instruments?.ActLate(late);
            due = (decision as Decision.Wait)?.Until;
            if (await FreezeNewsAsync(state, decision, cancellation) is { } news)
            {
                state = await RecordAsync(state, news, cancellation);
                continue;
            }

            switch (decision)
            {
                case Decision.Record record:
                    state = await RecordAsync(state, record.Event, cancellation);
                    observer.Hurry();
                    break;
                case Decision.Run run:
                    state = await RunEffectAsync(state, run.Effect, cancellation);
                    observer.Hurry();
                    break;
                case Decision.Wait when _isLeaving:
                    return;
                case Decision.Wait wait:
                    state = await WaitAsync(state, wait, observer, cancellation);
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Before anything is changed: whether a freeze was set or lifted that the rollout does not know of.</summary>
    private async Task<RolloutEvent?> FreezeNewsAsync(RolloutState state, Decision decision, CancellationToken cancellation) =>
        StandingGates.Guard(state, state.CurrentStep) && StandingGates.Changes(decision)
            ? Notice.Freezes(state, await ledger.Freezes.OverAsync(state.Plan.Environment, cancellation), ledger.Now)
            : null;

    private async Task<RolloutState> RunEffectAsync(RolloutState state, Effect effect, CancellationToken cancellation)
    {
        if (!tenure.Holds)
            return await AwaitTenureAsync(state, cancellation);
        var attempt = state.Effect?.Key == effect.Key ? state.Effect.Attempts + 1 : 1;
        state = await RecordAsync(state, Describe(effect, attempt), cancellation);
        if (!tenure.Holds)
            return await AwaitTenureAsync(state, cancellation);
        var ended = await _effects.RunAsync(state, effect, lease.Fence, _analyst, cancellation);
        try
        {
            return await RecordAsync(state, ended, cancellation);
        }
        catch (StreamConflictException)
        {
            // A command came while the effect ran. Its outcome is a fact all the same.
            state = await ledger.LoadAsync(state.Id, cancellation) ?? state;
            return await RecordAsync(state, ended, cancellation);
        }
    }

    /// <summary>One round of waiting: a look at what is due, then rest until the next look, the deadline, or a wake.</summary>
    private async Task<RolloutState> WaitAsync(RolloutState state, Decision.Wait wait, Observer observer, CancellationToken cancellation)
    {
        if (await observer.LookAsync(state, wait.Watch, cancellation) is { } change)
            return await RecordAsync(state, change, cancellation);
        var wake = observer.NextLook(wait.Watch);
        if (wait.Until is { } until && (wake is null || until < wake))
            wake = until;
        var due = CatchUpEvery - time.GetElapsedTime(_caughtUpAt);
        var rest = wake is { } w && w - ledger.Now < due ? w - ledger.Now : due;
        var isNews = await _signal.WaitAsync(Max(rest, TimeSpan.Zero), cancellation);
        return isNews || time.GetElapsedTime(_caughtUpAt) >= CatchUpEvery ? await CatchUpAsync(state, cancellation) : state;
    }

    /// <summary>Events that others recorded meanwhile.</summary>
    private async Task<RolloutState> CatchUpAsync(RolloutState state, CancellationToken cancellation)
    {
        var news = await ledger.Store.ReadStreamAsync(state.Id, state.Version, cancellation);
        _caughtUpAt = time.GetTimestamp();
        return news.Aggregate(state, (s, e) => ledger.Logic.Apply(s, EventCodec.DecodeRollout(e), e.Time));
    }

    /// <summary>A server that was stopped for a while, or cut off from the store, must not act on what it believed before.</summary>
    private async Task<RolloutState> AwaitTenureAsync(RolloutState state, CancellationToken cancellation)
    {
        LogNoTenure(state.Id);
        while (!tenure.Holds)
            await _signal.WaitAsync(RestAfterFault, cancellation);
        return await CatchUpAsync(state, cancellation);
    }

    private async Task<RolloutState> RecordAsync(RolloutState state, RolloutEvent e, CancellationToken cancellation)
    {
        var after = await ledger.RecordAsync(state, e, Actor, lease, cancellation);
        if (logger.IsEnabled(LogLevel.Information))
            LogEvent(state.Id, EventCodec.NameOf(e), Sentences.Of(e, state.Plan));
        return after;
    }

    private EffectStarted Describe(Effect effect, int attempt)
    {
        var kind = Effect.KindOf(effect.Key);
        return effect switch
        {
            ApplyWorkload apply => new EffectStarted(effect.Key, kind, attempt, lease.Fence, apply.Slot, apply.Replicas, null),
            SetWeights set => new EffectStarted(effect.Key, kind, attempt, lease.Fence, null, null, set.Split),
            _ => new EffectStarted(effect.Key, kind, attempt, lease.Fence, null, null, null),
        };
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rollout}: {Type}: {Text}")]
    private partial void LogEvent(string rollout, string type, string text);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rollout} is not driven here any more: {Reason}")]
    private partial void LogLeaseLost(string rollout, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rollout} waits for the store: {Reason}")]
    private partial void LogStoreFault(string rollout, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rollout} waits: this server could not tell the store that it lives, for longer than leases last")]
    private partial void LogNoTenure(string rollout);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Rollout}: a fault of this program; the rollout goes on from its last event")]
    private partial void LogBug(Exception fault, string rollout);
}
