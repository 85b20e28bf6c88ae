using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys under <c>kayenta:</c>.</summary>
internal static class KayentaSchema
{
    private static readonly TimeSpan MinStep = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MaxStep = TimeSpan.FromHours(24);

    private static readonly MappedType<decimal, double> Part = new(new PercentType(zero: true), p => (double)(p / 100), f => (decimal)f * 100);

    private static readonly NumberType Score = new(0, 100);

    public static ObjectType<KayentaSpec> Type { get; } = new ObjectType<KayentaSpec>(new KayentaSpec())
        .Optional("metrics", new ListType<MetricName>(
                new ChoiceType<MetricName>([.. MetricNames.All.Where(metric => metric != MetricName.RequestRate)], metric => metric.Label()),
                "metrics", min: 1, rule: MetricsDiffer),
            k => k.Metrics, (k, v) => k with { Metrics = v },
            "What is compared.")
        .Optional("step", new DurationType(MaxStep), k => k.Step, (k, v) => k with { Step = v },
            "The time that makes a point. At least 10s, at most 24h.")
        .Optional("every", DurationType.Positive, k => k.Every, (k, v) => k with { Every = v },
            "The time from one judgement of all points to the next, and to the first.")
        .Optional("warmUp", DurationType.OrZero, k => k.WarmUp, (k, v) => k with { WarmUp = v },
            "The first time of the new version's traffic, which is left out: it is still cold.")
        .Optional("minPoints", new WholeNumberType(1, 1000), k => k.MinPoints, (k, v) => k with { MinPoints = v },
            "Fewer points of a metric are too little data.")
        .Optional("confidence", Part, k => k.Confidence, (k, v) => k with { Confidence = v },
            "Of the interval in which the difference of a metric lies.")
        .Optional("tolerance", Part, k => k.Tolerance, (k, v) => k with { Tolerance = v },
            "The interval counts only beyond this part of the estimated difference.")
        .Optional("allowedIncrease", Part, k => k.AllowedIncrease, (k, v) => k with { AllowedIncrease = v },
            "A mean up to this part above the old version's does not count.")
        .Optional("pass", Score, k => k.Pass, (k, v) => k with { Pass = v },
            "The score, the percentage of metrics that do not differ, from which on it passes.")
        .Optional("marginal", Score, k => k.Marginal, (k, v) => k with { Marginal = v },
            "The score below which it fails. Between the two the rollout is held.")
        .Rule((kayenta, at) =>
        {
            if (kayenta.Step < MinStep)
                at.Key("step").Error("is shorter than 10s", "1m is usual");
            if (kayenta.Every < kayenta.Step)
                at.Key("every").Error("is shorter than 'step'", "a judgement needs a point at least: lengthen it, or shorten 'step'");
            if (kayenta.Confidence is 0 or 1)
                at.Key("confidence").Error("must be above 0% and below 100%", "98% is usual");
            if (kayenta.Marginal > kayenta.Pass)
                at.Key("marginal").Error("is above 'pass'", "make it smaller");
        });

    private static void MetricsDiffer(IReadOnlyList<MetricName> metrics, SpecCursor at)
    {
        if (metrics.Distinct().Count() < metrics.Count)
            at.Error("has a metric twice", "name each metric once");
    }
}
