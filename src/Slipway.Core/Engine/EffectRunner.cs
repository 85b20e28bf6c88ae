using Microsoft.Extensions.Logging;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Carries an effect out through its port and says how it ended.</summary>
internal sealed partial class EffectRunner(Adapters adapters, PlanCheck plans, RolloutChecklists checklists, TimeProvider time, ILogger logger)
{
    /// <summary>An effect that has not come back by then has an unknown outcome.</summary>
    private static readonly TimeSpan EffectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Sixty checks of ten seconds, eight at once. Meanwhile commands to the rollout wait.</summary>
    private static readonly TimeSpan ChecklistTimeout = TimeSpan.FromMinutes(2);

    public async Task<EffectEnded> RunAsync(RolloutState state, Effect effect, long fence, Analyst analyst, CancellationToken cancellation)
    {
        var within = effect is RunChecklist ? ChecklistTimeout : EffectTimeout;
        using var timeout = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await CarryOutAsync(state, effect, new EffectOrder(effect.Key, fence, state.Version), analyst, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new EffectEnded(effect.Key, EffectOutcome.Unknown, $"no answer within {within.TotalSeconds:0} s", null);
        }
        catch (Exception e) when (e is not (PortUnavailableException or StaleFenceException) && !cancellation.IsCancellationRequested)
        {
            // An adapter's own fault, or a time limit of its own: what it did before that, nobody knows. The step's limits hold for it as for any other.
            LogFault(e, effect.Key);
            return new EffectEnded(effect.Key, EffectOutcome.Unknown, $"{e.GetType().Name}: {e.Message}", null);
        }
        catch (PortUnavailableException e)
        {
            return new EffectEnded(effect.Key, e.OutcomeUnknown ? EffectOutcome.Unknown : EffectOutcome.Failed, e.Message, null);
        }
    }

    private async Task<EffectEnded> CarryOutAsync(RolloutState state, Effect effect, EffectOrder order, Analyst analyst, CancellationToken cancellation)
    {
        var plan = state.Plan;
        switch (effect)
        {
            case CheckTarget:
                var problems = await adapters.ProblemsAsync(WorkloadOf(state, plan.Slot, plan.Release.Target.Replicas), plan.Traffic, cancellation);
                return problems.Count == 0 ? Done(effect) : new EffectEnded(effect.Key, EffectOutcome.Refused, string.Join("; ", problems), null);
            case RunChecklist run:
                await checklists.RunAsync(state, run.Moment, cancellation);
                return Done(effect);
            case ConfirmPlan:
                var changes = await plans.ChangesAsync(state, cancellation);
                return changes.Count == 0 ? Done(effect) : new EffectEnded(effect.Key, EffectOutcome.Refused, $"the plan has changed since it was made, and its approvals are void: {string.Join("; ", changes)}; deploy again", null);
            case ApplyWorkload apply when IsFirst(state, apply) && await adapters.Artifacts.DigestAsync(plan.Release.Artifact, cancellation) != plan.Release.ArtifactDigest:
                return new EffectEnded(effect.Key, EffectOutcome.Refused, $"the files at {plan.Release.Artifact} are not those that were planned: put them back, or deploy again", null);
            case ApplyWorkload apply:
                var workload = WorkloadOf(state, apply.Slot, apply.Replicas);
                await adapters.TargetFor(workload.Spec).ApplyAsync(workload, order, cancellation);
                return Done(effect);
            case SetWeights set:
                var traffic = plan.Traffic!;
                await adapters.RouterFor(traffic).SetAsync(new Route(plan.Environment, traffic, plan.StableSlot, set.Split), order, cancellation);
                return Done(effect);
            case RunChecks checks:
                return await CheckAsync(state, checks, cancellation);
            case TakeVerdict:
                var evaluation = await analyst.LookAsync(state, cancellation);
                await analyst.KeepAsync(state, cancellation);
                return new EffectEnded(effect.Key, EffectOutcome.Done, null, evaluation);
            default:
                throw new InvalidOperationException($"Unknown effect {effect.GetType().Name}");
        }
    }

    private async Task<EffectEnded> CheckAsync(RolloutState state, RunChecks effect, CancellationToken cancellation)
    {
        var target = adapters.TargetFor(state.Plan.TargetOn(effect.Slot));
        var status = await target.ReadAsync(state.Plan.Environment, effect.Slot, cancellation);
        if (status.Ready == 0)
            return new EffectEnded(effect.Key, EffectOutcome.Failed, $"no instance on {effect.Slot.Label()} is ready", null);
        var results = effect.Checks.Count == 0 ? [] : await target.RunChecksAsync(state.Plan.Environment, effect.Slot, effect.Checks, cancellation);
        var failed = results.Where(r => !r.Passed).Select(r => $"{r.Check} on {r.Instance}: {r.Detail}").ToList();
        return failed.Count == 0 ? Done(effect) : new EffectEnded(effect.Key, EffectOutcome.Failed, string.Join("; ", failed), null);
    }

    /// <summary>The files are looked at once more just before the first of them is started.</summary>
    private static bool IsFirst(RolloutState state, ApplyWorkload apply) =>
        state is { IsRollingBack: false, Plan.Kind: PlanKind.Deploy } && apply.Replicas > 0 && apply.Slot == state.Plan.Slot
        && !state.Steps.Take(state.Index).Any(s => s.Step is ProvisionStep);

    private static EffectEnded Done(Effect effect) => new(effect.Key, EffectOutcome.Done, null, null);

    /// <summary>What clears a side that an earlier rollout left needs no release: nothing of it is started.</summary>
    private static Workload WorkloadOf(RolloutState state, Slot slot, int replicas)
    {
        var plan = state.Plan;
        var release = slot == plan.Slot ? plan.Release : plan.From ?? plan.Release;
        return new Workload(plan.Environment, slot, release.Version, release.Artifact, plan.TargetOn(slot), replicas, plan.Drain);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Effect}: an adapter failed in a way that it should not")]
    private partial void LogFault(Exception fault, string effect);
}
