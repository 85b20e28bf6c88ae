using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of <c>analysis</c> and <c>hotTrigger</c>.</summary>
internal static class AnalysisSchema
{
    private static readonly TimeSpan MaxFor = TimeSpan.FromHours(24);

    /// <summary>A minimum of requests, at most a billion.</summary>
    private static readonly MappedType<int, long> MinRequests = new(new WholeNumberType(1, 1_000_000_000), n => n, n => (int)n);

    private static readonly ObjectType<RuleDraft> Draft = new ObjectType<RuleDraft>(new RuleDraft())
        .Required("metric", new ChoiceType<MetricName>(MetricNames.All, m => m.Label()), r => r.Metric, (r, v) => r with { Metric = v },
            "What is measured on the new version.", "error-rate")
        .Optional("max", new LimitType(), r => r.Max, (r, v) => r with { Max = v },
            "It may not be above: a percentage for error-rate, a duration for latencies, requests per second for request-rate.", "1%")
        .Optional("min", new LimitType(), r => r.Min, (r, v) => r with { Min = v },
            "It may not be below; in the same units.", "10/s")
        .Required("for", new DurationType(MaxFor), r => r.For, (r, v) => r with { For = v },
            "Violated for this long: roll back. At most 24h.", "1m")
        .Optional("minRequests", MinRequests, r => r.MinRequests, (r, v) => r with { MinRequests = v },
            "Fewer requests of the new version in `for` are too little data. Not used for request-rate.")
        .ExactlyOneOf("max", "min")
        .Rule(UnitFits);

    public static ListType<AnalysisRule> Rules { get; } = new(
        new MappedType<RuleDraft, AnalysisRule>(Draft, ToRule, FromRule), "rules");

    private static readonly MappedType<decimal, double> Fraction = new(new PercentType(zero: false), p => (double)(p / 100), f => (decimal)f * 100);

    public static OrOffType<HotTriggerSpec> HotTrigger { get; } = new(new ObjectType<HotTriggerSpec>(new HotTriggerSpec())
        .Optional("errorRate", Fraction, h => h.ErrorRate, (h, v) => h with { ErrorRate = v },
            "It fires when the new version's error rate is at least this, …")
        .Optional("ratio", new NumberType(1, 1_000_000), h => h.Ratio, (h, v) => h with { Ratio = v },
            "… and at least this many times the old version's, …")
        .Optional("minRequests", MinRequests, h => h.MinRequests, (h, v) => h with { MinRequests = v },
            "… over at least this many requests of the new version."));

    private static void UnitFits(RuleDraft rule, SpecCursor at)
    {
        var (unit, remedy) = rule.Metric switch
        {
            MetricName.ErrorRate => (LimitUnit.Fraction, "write a percentage, such as 1%"),
            MetricName.RequestRate => (LimitUnit.PerSecond, "write requests per second, such as 10/s"),
            _ => (LimitUnit.Milliseconds, "write a duration, such as 500ms"),
        };
        var (key, limit) = rule.Max is null ? ("min", rule.Min!) : ("max", rule.Max);
        if (limit.Unit != unit)
            at.Key(key).Error($"does not fit {rule.Metric.Label()}", remedy);
    }

    private static AnalysisRule ToRule(RuleDraft draft) => new()
    {
        Metric = draft.Metric,
        Max = draft.Max?.Value,
        Min = draft.Min?.Value,
        For = draft.For,
        MinRequests = draft.MinRequests,
    };

    private static RuleDraft FromRule(AnalysisRule rule) => new()
    {
        Metric = rule.Metric,
        Max = ToLimit(rule.Metric, rule.Max),
        Min = ToLimit(rule.Metric, rule.Min),
        For = rule.For,
        MinRequests = rule.MinRequests,
    };

    private static Limit? ToLimit(MetricName metric, double? value) => value is not { } number ? null : new Limit(
        metric switch { MetricName.ErrorRate => LimitUnit.Fraction, MetricName.RequestRate => LimitUnit.PerSecond, _ => LimitUnit.Milliseconds }, number);
}
