using Slipway.Core.Analysis;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Effects;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>Whether a step that is said to be done is done in the world, and not before its time.</summary>
internal sealed class StepChecks(Earth earth, Verdicts verdicts, VirtualTime time)
{
    public void Check(Watched watched, RolloutEvent e, string actor)
    {
        var state = watched.State;
        var found = (e, state.CurrentStep) switch
        {
            (StepSucceeded done, _) when done.Step != state.Index => $"step {done.Step} is said to be done, and {state.Index} is under way",
            (StepSucceeded, { } step) when actor == RolloutEngineActor => Undone(watched, step),
            (EffectStarted { Replicas: { } }, RetireStep { KeepWarm: var warm }) when warm > TimeSpan.Zero && watched.PromotedAt is { } promoted
                && time.GetUtcNow() - promoted + verdicts.Tolerance < warm => $"retired {time.GetUtcNow() - promoted} after the promotion, before {warm}",
            (EffectStarted started, _) when state.Effect is { } run && run.Key != started.Key => $"{started.Key} follows {run.Key}: one step has one effect, and one key for it",
            (EffectEnded ended, _) when state.Effect?.Key != ended.Key && state.IsLive && !ended.Key.StartsWith($"{state.Id}/", StringComparison.Ordinal) => $"{ended.Key} ended and never began",
            (RolloutEnded { Outcome: RolloutPhase.RolledBack }, _) => NotBack(state),
            _ => null,
        };
        if (found is not null)
            verdicts.Add("step", $"{state.Id}, step {state.Index} ({state.CurrentStep?.Kind}): {found}");
    }

    private const string RolloutEngineActor = "engine";

    private string? Undone(Watched watched, Step step)
    {
        var state = watched.State;
        if (state.Full && step is ConfirmStep or ObserveStep or ShiftStep && state.Full)
            return null;
        var scene = earth[state.Plan.Environment];
        return step switch
        {
            ProvisionStep provision when !scene.WasSeen(provision.Slot, s => s.Wanted == provision.Replicas && s.Ready == provision.Replicas) =>
                $"there were never {provision.Replicas} ready: {Told(scene, provision.Slot)}",
            RetireStep retire when !scene.WasSeen(retire.Slot, s => s.Wanted == retire.Replicas && s.Instances.Count == retire.Replicas) =>
                $"there were never {retire.Replicas}: {Told(scene, retire.Slot)}",
            ShiftStep shift when !scene.WasInForce(TrafficSplit.With(shift.Slot, shift.Weight)) => $"the router never had {TrafficSplit.With(shift.Slot, shift.Weight)}; it has {scene.InForce}",
            CheckStep or VerifyStep when state.Effect is not { Outcome: EffectOutcome.Done } => $"its answer was {state.Effect?.Outcome.ToString() ?? "none"}",
            WaitStep wait => TooSoon(watched, wait.For),
            ObserveStep when !state.VerdictTaken || state.Evaluation is not { Verdict: Verdict.Pass } => $"its verdict was {state.Evaluation?.Verdict.ToString() ?? "none"}",
            ObserveStep observe => TooSoon(watched, observe.For),
            ConfirmStep => "nobody confirmed",
            _ => null,
        };
    }

    private string? TooSoon(Watched watched, TimeSpan least)
    {
        var lasted = watched.Lasted(time.GetUtcNow());
        return lasted + verdicts.Tolerance < least ? $"it lasted {lasted} instead of {least}" : null;
    }

    private string? NotBack(RolloutState state)
    {
        var (plan, scene) = (state.Plan, earth[state.Plan.Environment]);
        return plan is { From: not null, Traffic: not null, Kind: not PlanKind.Switch } && state.ExposedAt is not null && !scene.WasInForce(TrafficSplit.AllTo(plan.StableSlot))
            ? $"rolled back, and the traffic is {scene.InForce}"
            : null;
    }

    private static string Told(Scene scene, Slot slot)
    {
        WorkloadStatus status = scene.On(slot);
        return $"{status.Wanted} wanted, {status.Ready} ready, {status.Instances.Count} there";
    }
}
