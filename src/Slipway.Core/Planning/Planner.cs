using Slipway.Core.Analysis;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>Spec, release and what runs now, to a plan. Pure.</summary>
public static class Planner
{
    /// <summary>A new release by the spec's strategy, with its gates and checks.</summary>
    /// <param name="isBudgetLow">Whether little of the error budget is left: smaller steps then, and longer looks.</param>
    public static Plan Deploy(EnvironmentKey key, EnvironmentSpec spec, Release release, EnvironmentState now, bool isBudgetLow = false)
    {
        var slot = now.Standby;
        var caution = isBudgetLow && spec.Slo is { } slo && now.StableRelease is not null ? Careful.Sentence(slo) : null;
        if (caution is not null)
            spec = spec with { Strategy = Careful.Of(spec.Strategy) };
        var plan = Compose(key, PlanKind.Deploy, spec, release, slot, now,
        [
            new CheckStep(),
            .. Clear(slot, spec, now),
            .. Checklist(spec, ChecklistMoment.Before),
            .. Gates(spec, GatePlace.Provision, release, now.StableRelease),
            .. StrategySteps.For(spec, slot, release, now.StableRelease),
            .. Checklist(spec, ChecklistMoment.After),
            .. Retire(slot, now, spec.Strategy),
        ]);
        return plan with { Slo = spec.Slo, Caution = caution };
    }

    /// <summary>An earlier release, as fast as it goes: no gate, no graded shift. A side that still runs it is taken as it is.</summary>
    public static Plan Rollback(EnvironmentKey key, EnvironmentSpec spec, Release release, EnvironmentState now)
    {
        var slot = now.Standby;
        var warm = now.Releases[slot]?.Digest == release.Digest;
        return Compose(key, PlanKind.Rollback, spec, release, slot, now,
        [
            new CheckStep(),
            .. warm ? [] : Clear(slot, spec, now),
            new ProvisionStep(slot, release.Target.Replicas, release.Target.ReadyWithin),
            new VerifyStep(slot, spec.Checks),
            .. spec.Traffic is null ? (IEnumerable<Step>)[] : [new ShiftStep(slot, Weight.Full)],
            new PromoteStep(),
            .. Retire(slot, now, spec.Strategy),
        ]);
    }

    /// <summary>Traffic by hand between two sides that run. At 100 % the side becomes stable; the other one stays as it is.</summary>
    public static Plan Switch(EnvironmentKey key, EnvironmentSpec spec, Slot to, Weight weight, EnvironmentState now)
    {
        var release = now.Releases[to] ?? throw new ArgumentException($"Nothing runs on {to.Label()}", nameof(to));
        return Compose(key, PlanKind.Switch, spec, release, to, now,
        [
            new VerifyStep(to, spec.Checks),
            new ShiftStep(to, weight),
            .. weight.IsFull && now.Stable != to ? (IEnumerable<Step>)[new PromoteStep()] : [],
        ]);
    }

    private static Plan Compose(
        EnvironmentKey key, PlanKind kind, EnvironmentSpec spec, Release release, Slot slot, EnvironmentState now, IReadOnlyList<Step> steps) => new()
        {
            Environment = key,
            Kind = kind,
            Release = release,
            Slot = slot,
            From = now.Releases[slot.Other()],
            Split = now.Split,
            Traffic = spec.Traffic,
            Strategy = spec.Strategy,
            Analysis = new AnalysisPolicy(spec.Analysis, spec.HotTrigger) { Instances = Math.Max(1, release.Target.Replicas) },
            Windows = spec.Windows.Count == 0 || kind == PlanKind.Rollback ? null : spec.Windows,
            Steps = steps,
        };

    /// <summary>
    /// What an earlier rollout left on the side: out of traffic, then stopped. The shift stands there whatever split was seen last:
    /// a rollout that is superseded or could not finish may have changed it since.
    /// </summary>
    private static IEnumerable<Step> Clear(Slot slot, EnvironmentSpec spec, EnvironmentState now)
    {
        if (now.Releases[slot] is not { } leftover)
            yield break;
        if (spec.Traffic is not null && now.Stable is { } stable)
            yield return new ShiftStep(stable, Weight.Full);
        yield return new RetireStep(slot, leftover.Version, Replicas: 0, KeepWarm: TimeSpan.Zero);
    }

    private static IEnumerable<Step> Retire(Slot slot, EnvironmentState now, StrategySpec strategy)
    {
        if (now.Releases[slot.Other()] is not { } old)
            yield break;
        var keepWarm = strategy switch
        {
            CanarySpec canary => canary.KeepWarm,
            BlueGreenSpec blueGreen => blueGreen.KeepWarm,
            _ => TimeSpan.Zero,
        };
        yield return new RetireStep(slot.Other(), old.Version, Replicas: 0, keepWarm);
    }

    /// <param name="stable">What runs now; null when nothing does.</param>
    internal static IEnumerable<Step> Gates(EnvironmentSpec spec, GatePlace place, Release release, Release? stable) =>
        spec.Gates.Where(g => g.Before == place).SelectMany(gate => gate switch
        {
            WaitGateSpec wait => (Step[])[new WaitStep(wait.For)],
            ConfirmGateSpec confirm => [new ConfirmStep(confirm.Question)],
            ApproveGateSpec approve => Approve(approve, MajorChange.Is(stable?.Version, release.Version)),
            _ => throw new InvalidOperationException($"Unknown gate {gate.GetType().Name}"),
        });

    /// <summary>What has to be shown after the deployment holds up the end of the old version: until then there is a way back.</summary>
    private static IEnumerable<Step> Checklist(EnvironmentSpec spec, ChecklistMoment moment)
    {
        var items = spec.Checklist is { } checklist ? (checklist with { Groups = [.. checklist.Groups.Where(g => g.Moment == moment)] }).Leaves().Count() : 0;
        if (items > 0 || (spec.Checklist is { Groups.Count: 0 } && moment == ChecklistMoment.Before))
            yield return new ChecklistStep(moment, items);
    }

    private static Step[] Approve(ApproveGateSpec gate, bool isMajor)
    {
        var needs = (isMajor ? gate.Roles.Concat(gate.Major) : gate.Roles)
            .GroupBy(role => role.Key)
            .Select(role => new ApprovalNeed(role.Key, role.Sum(r => r.Value)))
            .ToList();
        return needs.Count == 0 ? [] : [new ApproveStep(needs, gate.Within, gate.Valid, gate.Requester)];
    }
}
