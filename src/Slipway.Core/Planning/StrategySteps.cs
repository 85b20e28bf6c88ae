using Slipway.Core.Planning.Steps;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>The steps of each strategy, from the first instance to the promotion.</summary>
internal static class StrategySteps
{
    public static IEnumerable<Step> For(EnvironmentSpec spec, Slot slot, Release release, Release? stable) => spec.Strategy switch
    {
        // Nothing to compare with and nothing to go back to: straight on.
        _ when stable is null => Whole(spec, slot, release, stable, spec.Traffic is null ? [] : [new ShiftStep(slot, Weight.Full)]),
        _ when !spec.Target.HasTwoPlaces => InPlace(spec, slot, release, stable),
        CanarySpec canary when canary.ScaleWithWeight || spec.Traffic?.Features.Weights == Weighting.Instances => Grown(spec, slot, canary, release, stable),
        CanarySpec canary => Whole(spec, slot, release, stable, Graded(canary.Weights, canary, slot)),
        BlueGreenSpec blueGreen => Whole(spec, slot, release, stable, Graded(blueGreen.Weights, blueGreen, slot)),
        RollingSpec rolling => Batched(spec, slot, rolling, release, stable),
        _ => throw new InvalidOperationException($"Unknown strategy {spec.Strategy.Name}"),
    };

    private static IEnumerable<Step> Whole(EnvironmentSpec spec, Slot slot, Release release, Release? stable, IEnumerable<Step> shifts) =>
    [
        new ProvisionStep(slot, spec.Target.Replicas, spec.Target.ReadyWithin),
        new VerifyStep(slot, spec.Checks),
        .. Planner.Gates(spec, GatePlace.Shift, release, stable),
        .. shifts,
        .. Planner.Gates(spec, GatePlace.Promote, release, stable),
        new PromoteStep(),
    ];

    private static IEnumerable<Step> Graded(IReadOnlyList<Weight> weights, StrategySpec strategy, Slot slot) =>
        weights.SelectMany(weight => new Step[]
        {
            new ShiftStep(slot, weight),
            new ObserveStep(weight, strategy.Observe, strategy.Extend),
        });

    /// <summary>The new version takes the old one's place, by the target's own rules: what comes before its first request comes before its first instance.</summary>
    private static IEnumerable<Step> InPlace(EnvironmentSpec spec, Slot slot, Release release, Release stable) =>
    [
        .. Planner.Gates(spec, GatePlace.Shift, release, stable),
        new ProvisionStep(slot, spec.Target.Replicas, spec.Target.ReadyWithin),
        new VerifyStep(slot, spec.Checks),
        new ObserveStep(Weight.Full, spec.Strategy.Observe, spec.Strategy.Extend),
        .. Planner.Gates(spec, GatePlace.Promote, release, stable),
        new PromoteStep(),
    ];

    /// <summary>Instances follow the weights. Where they alone make the share, as many old ones go as new ones come, after these are there.</summary>
    private static IEnumerable<Step> Grown(EnvironmentSpec spec, Slot slot, CanarySpec canary, Release release, Release stable)
    {
        var byInstances = spec.Traffic?.Features.Weights == Weighting.Instances;
        var (wanted, fresh, left) = (spec.Target.Replicas, 0, stable.Target.Replicas);
        foreach (var weight in canary.Weights)
        {
            var counts = byInstances ? InstanceShares.Of(wanted, weight) : new InstanceShares(InstanceShares.Behind(wanted, weight), left);
            if (counts.Candidate > fresh)
                yield return new ProvisionStep(slot, counts.Candidate, spec.Target.ReadyWithin);
            if (fresh == 0)
            {
                yield return new VerifyStep(slot, spec.Checks);
                foreach (var gate in Planner.Gates(spec, GatePlace.Shift, release, stable))
                    yield return gate;
            }

            yield return new ShiftStep(slot, weight);
            if (byInstances && !weight.IsFull && counts.Stable < left)
                yield return new RetireStep(slot.Other(), stable.Version, counts.Stable, TimeSpan.Zero);
            (fresh, left) = (Math.Max(fresh, counts.Candidate), Math.Min(left, counts.Stable));
            yield return new ObserveStep(weight, canary.Observe, canary.Extend);
        }

        foreach (var gate in Planner.Gates(spec, GatePlace.Promote, release, stable))
            yield return gate;
        yield return new PromoteStep();
    }

    /// <summary>Each batch goes up, gets its share, and lets as many old instances go; watched once all are new.</summary>
    private static IEnumerable<Step> Batched(EnvironmentSpec spec, Slot slot, RollingSpec rolling, Release release, Release stable)
    {
        var wanted = spec.Target.Replicas;
        var first = true;
        // Where all might be missing at once and none may be added, one is added all the same: requests must find somebody.
        var surge = rolling.MaxSurge == 0 && rolling.MaxUnavailable >= wanted ? 1 : rolling.MaxSurge;
        foreach (var batch in RollingBatches.Plan(stable.Target.Replicas, wanted, surge, rolling.MaxUnavailable))
        {
            if (batch.New == 0)
            {
                yield return new RetireStep(slot.Other(), stable.Version, batch.Old, TimeSpan.Zero);
                continue;
            }

            yield return new ProvisionStep(slot, batch.New, spec.Target.ReadyWithin);
            if (first)
            {
                yield return new VerifyStep(slot, spec.Checks);
                foreach (var gate in Planner.Gates(spec, GatePlace.Shift, release, stable))
                    yield return gate;
                first = false;
            }

            if (spec.Traffic is not null)
                yield return new ShiftStep(slot, Weight.FromShare(batch.New, batch.New + batch.Old));
            if (batch.New < wanted)
                yield return new RetireStep(slot.Other(), stable.Version, batch.Old, TimeSpan.Zero);
        }

        yield return new ObserveStep(Weight.Full, rolling.Observe, rolling.Extend);
        foreach (var gate in Planner.Gates(spec, GatePlace.Promote, release, stable))
            yield return gate;
        yield return new PromoteStep();
    }
}
