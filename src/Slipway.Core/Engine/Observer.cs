using Microsoft.Extensions.Logging;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Looks at the world for one rollout, each thing at its pace, and hands on what changed.</summary>
internal sealed partial class Observer(Adapters adapters, Ledger ledger, Analyst analyst, Budgets budgets, RolloutChecklists checklists, TimeProvider time, ILogger logger)
{
    /// <summary>Between looks at what has just been changed.</summary>
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(25);

    /// <summary>Eager looks turn into <see cref="Brisk"/> ones bit by bit: the next one comes after this part of the time that has gone by.</summary>
    private const double Patience = 0.25;

    private static readonly TimeSpan Brisk = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>The budget's history is written as often.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A look is taken this part of its pace early where another one is due: so that those of the same pace fall together.</summary>
    private const double EarlyBy = 0.25;

    private static readonly Watch[] Watches = [.. Enum.GetValues<Watch>().Where(watch => watch != Watch.None)];

    private readonly Dictionary<Watch, (DateTimeOffset Early, DateTimeOffset Due)> _next = [];

    /// <summary>Something was done: look at once whether it shows.</summary>
    public void Hurry()
    {
        _next.Remove(Watch.Weights);
        _next.Remove(Watch.Candidate);
        _next.Remove(Watch.Stable);
        _next.Remove(Watch.Budget);
    }

    /// <summary>Looks at whatever is due. The first change found is returned; the others are found at the next call.</summary>
    public async Task<RolloutEvent?> LookAsync(RolloutState state, Watch watch, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var one in Watches)
        {
            if (!watch.HasFlag(one) || _next.GetValueOrDefault(one).Early > now)
                continue;
            var found = await TryReadAsync(state, one, cancellation);
            if (found is not null)
                return found;
            var (seen, pace) = (time.GetUtcNow(), Pace(state, one));
            _next[one] = (seen + (pace * (1 - EarlyBy)), seen + pace);
        }

        return null;
    }

    /// <summary>When the next look is due; null when nothing is watched.</summary>
    public DateTimeOffset? NextLook(Watch watch)
    {
        DateTimeOffset? next = null;
        foreach (var one in Watches)
        {
            if (watch.HasFlag(one) && _next.TryGetValue(one, out var look) && !(look.Due >= next))
                next = look.Due;
        }

        return next;
    }

    private async Task<RolloutEvent?> TryReadAsync(RolloutState state, Watch one, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(ReadTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await ReadAsync(state, one, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (PortUnavailableException)
        {
            // Nothing seen is nothing known: the deadline of the step decides how long that may last.
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFault(e, state.Id, one);
            return null;
        }
    }

    private async Task<RolloutEvent?> ReadAsync(RolloutState state, Watch one, CancellationToken cancellation)
    {
        var plan = state.Plan;
        switch (one)
        {
            case Watch.Weights when plan.Traffic is { } traffic:
                return Notice.Weights(state, await adapters.RouterFor(traffic).ReadAsync(plan.Environment, cancellation));
            case Watch.Candidate:
                return await ReadWorkloadAsync(state, plan.Slot, cancellation);
            case Watch.Stable:
                return await ReadWorkloadAsync(state, plan.StableSlot, cancellation);
            case Watch.Metrics:
                return await JudgeAsync(state, cancellation);
            case Watch.Budget when plan.Slo is { } slo:
                return Notice.Budget(state, await budgets.ReadAsync(plan.Environment, slo, cancellation));
            case Watch.Checklist when state.CurrentStep is ChecklistStep step:
                return Notice.Checklist(state, await checklists.LookAsync(state, step, cancellation));
            case Watch.Freezes:
                return Notice.Freezes(state, await ledger.Freezes.OverAsync(plan.Environment, cancellation), time.GetUtcNow());
            case Watch.Predecessor when state.After is { } id:
                return await ledger.Store.FindRolloutAsync(id, cancellation) is { Live: true } ? null : Notice.Predecessor(state, await ledger.LoadAsync(id, cancellation));
            default:
                return null;
        }
    }

    private async Task<RolloutEvent?> JudgeAsync(RolloutState state, CancellationToken cancellation)
    {
        if (await ledger.Freezes.HasPageAsync(state.Plan.Environment, cancellation))
        {
            adapters.MetricsFor(state.Plan.Traffic)?.PassOver(state.Plan.Environment);
            return null;
        }

        if (await analyst.TryLookAsync(state, cancellation) is not { } evaluation)
            return null;
        var judgement = Notice.Judgement(state, evaluation);
        if (judgement is not null)
            await analyst.KeepAsync(state, cancellation);
        return judgement;
    }

    private async Task<RolloutEvent?> ReadWorkloadAsync(RolloutState state, Slot slot, CancellationToken cancellation) =>
        Notice.Workload(state, slot, await adapters.TargetFor(state.Plan.TargetOn(slot)).ReadAsync(state.Plan.Environment, slot, cancellation));

    private TimeSpan Pace(RolloutState state, Watch one) => one switch
    {
        Watch.Budget => state.BudgetAt is null ? Brisk : Slow,
        Watch.Metrics => Calm,
        Watch.Predecessor => Brisk,
        Watch.Weights => state.WantedSplit is { } wanted && wanted != state.Observed ? AfterEffect(state) : Calm,
        _ => state.Effect is null ? Calm : AfterEffect(state),
    };

    /// <summary>What was ordered shows soon or takes its time: so nothing is seen much later than it could be, and nothing is looked at for nothing much more often.</summary>
    private TimeSpan AfterEffect(RolloutState state)
    {
        var share = (time.GetUtcNow() - (state.Effect?.EndedAt ?? DateTimeOffset.MinValue)) * Patience;
        return share < Eager ? Eager : share > Brisk ? Brisk : share;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rollout}: an adapter failed in a way that it should not, and {Watch} was not seen")]
    private partial void LogFault(Exception fault, string rollout, Watch watch);
}
