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
    Ledger ledger, Adapters adapters, IEvidence evidence, TimeProvider time, ILogger logger, Lease lease)
{
    public const string Actor = "engine";

    /// <summary>After a fault of the store, or of this program.</summary>
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);

    private readonly Signal _signal = new(time);
    private readonly Analyst _analyst = new(adapters, evidence, time);
    private readonly EffectRunner _effects = new(adapters, time);

    /// <summary>What the last look at the metrics found: newer than the last recorded verdict, which is only told when it changes.</summary>
    public Evaluation? LatestLook => _analyst.Latest;

    /// <summary>Somebody else recorded something: read it.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Returns when the rollout has ended, or the lease is lost.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var observer = new Observer(adapters, ledger, _analyst, time);
        while (true)
        {
            try
            {
                if (await ledger.LoadAsync(lease.Name, cancellation) is not { } state)
                    return;
                await DriveAsync(state, observer, cancellation);
                return;
            }
            catch (StreamConflictException)
            {
                // A person's command was recorded between our reading and our writing: go on from there.
            }
            catch (StaleFenceException e)
            {
                LogLeaseLost(lease.Name, e.Message);
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
        }
    }

    private async Task DriveAsync(RolloutState state, Observer observer, CancellationToken cancellation)
    {
        while (true)
        {
            switch (ledger.Logic.Next(state, ledger.Now))
            {
                case Decision.Record record:
                    state = await RecordAsync(state, record.Event, cancellation);
                    observer.Hurry();
                    break;
                case Decision.Run run:
                    state = await RunEffectAsync(state, run.Effect, cancellation);
                    observer.Hurry();
                    break;
                case Decision.Wait wait:
                    state = await WaitAsync(state, wait, observer, cancellation);
                    break;
                default:
                    await _analyst.SaveAsync(state.Id, cancellation);
                    return;
            }
        }
    }

    private async Task<RolloutState> RunEffectAsync(RolloutState state, Effect effect, CancellationToken cancellation)
    {
        var attempt = state.Effect?.Key == effect.Key ? state.Effect.Attempts + 1 : 1;
        state = await RecordAsync(state, Describe(effect, attempt), cancellation);
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
        TimeSpan? rest = wake is { } w ? Max(w - ledger.Now, TimeSpan.Zero) : null;
        await _signal.WaitAsync(rest, cancellation);
        return await CatchUpAsync(state, cancellation);
    }

    /// <summary>Events that others recorded meanwhile.</summary>
    private async Task<RolloutState> CatchUpAsync(RolloutState state, CancellationToken cancellation)
    {
        var news = await ledger.Store.ReadStreamAsync(state.Id, state.Version, cancellation);
        return news.Aggregate(state, (s, e) => ledger.Logic.Apply(s, EventCodec.DecodeRollout(e), e.Time));
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
        var kind = effect.Key[(effect.Key.LastIndexOf('/') + 1)..];
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rollout} is driven by another server now: {Reason}")]
    private partial void LogLeaseLost(string rollout, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rollout}: the store did not take an event, trying again: {Reason}")]
    private partial void LogStoreFault(string rollout, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Rollout}: a fault of this program; the rollout goes on from its last event")]
    private partial void LogBug(Exception fault, string rollout);
}
