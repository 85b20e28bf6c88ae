using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys under <c>strategy:</c>.</summary>
internal static class StrategySchema
{
    private static readonly ListType<Weight> Weights = new(new WeightType(), "weights", min: 1, rule: RiseToFull);

    private static readonly ObjectType<CanarySpec> Canary = Watched(new ObjectType<CanarySpec>(new CanarySpec())
            .Optional("weights", Weights, c => c.Weights, (c, v) => c with { Weights = v },
                "The new version's share of the requests, step by step: rising, the last 100%."))
        .Optional("keepWarm", DurationType.OrZero, c => c.KeepWarm, (c, v) => c with { KeepWarm = v },
            "How long the old version runs on after the promotion.")
        .Optional("scaleWithWeight", new FlagType(), c => c.ScaleWithWeight, (c, v) => c with { ScaleWithWeight = v },
            "The new version's instances grow with its share of the requests. Without it all of them are there before its first request.");

    private static readonly ObjectType<BlueGreenSpec> BlueGreen = Watched(new ObjectType<BlueGreenSpec>(new BlueGreenSpec())
            .Optional("weights", Weights, b => b.Weights, (b, v) => b with { Weights = v },
                "One switch, or a graded one: rising, the last 100%."))
        .Optional("keepWarm", DurationType.OrZero, b => b.KeepWarm, (b, v) => b with { KeepWarm = v },
            "How long the old side runs on after the promotion, for an instant way back.");

    private static readonly ObjectType<RollingSpec> Rolling = Watched(new ObjectType<RollingSpec>(new RollingSpec())
            .Optional("maxSurge", new WholeNumberType(0, 100), r => r.MaxSurge, (r, v) => r with { MaxSurge = v },
                "Instances above the wanted number.")
            .Optional("maxUnavailable", new WholeNumberType(0, 100), r => r.MaxUnavailable, (r, v) => r with { MaxUnavailable = v },
                "Instances that may be missing from the wanted number."))
        .Rule((r, at) =>
        {
            if (r is { MaxSurge: 0, MaxUnavailable: 0 })
                at.Error("allows no step: maxSurge and maxUnavailable are both 0", "set maxSurge: 1");
        });

    public static ObjectType<StrategySpec> Type { get; } = new ObjectType<StrategySpec>(null!)
        .Started("canary", Canary, s => s as CanarySpec, (_, v) => v,
            "A growing share of the requests, watched at each weight.", Canary.Format(new CanarySpec()))
        .Optional("blueGreen", BlueGreen, s => s as BlueGreenSpec, (_, v) => v,
            "The new version stands by, is verified, and takes over in one switch or a graded one.", BlueGreen.Format(new BlueGreenSpec()))
        .Optional("rolling", Rolling, s => s as RollingSpec, (_, v) => v,
            "Instances are replaced in batches. The only one that needs no traffic.", Rolling.Format(new RollingSpec()))
        .ExactlyOneOf("canary", "blueGreen", "rolling");

    private static ObjectType<T> Watched<T>(ObjectType<T> type)
        where T : StrategySpec => type
            .Optional("observe", DurationType.Positive, s => s.Observe, (s, v) => (T)(s with { Observe = v }),
                "How long the new version is watched at each weight, 100% included.")
            .Optional("extend", DurationType.OrZero, s => s.Extend, (s, v) => (T)(s with { Extend = v }),
                "How much longer at most when the data does not decide; then a person does.");

    private static void RiseToFull(IReadOnlyList<Weight> weights, SpecCursor at)
    {
        for (var index = 1; index < weights.Count; index++)
        {
            if (weights[index] <= weights[index - 1])
                at.Item(index).Error($"{weights[index]} does not rise above the {weights[index - 1]} before it", "weights rise strictly");
        }

        if (!weights[^1].IsFull)
            at.Item(weights.Count - 1).Error($"ends at {weights[^1]}", "the last weight is 100%: add it");
    }
}
