using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of <c>analysis</c> and <c>hotTrigger</c>.</summary>
internal static class AnalysisSchema
{
    private static readonly TimeSpan MaxFor = TimeSpan.FromHours(24);

    /// <summary>A minimum of requests, at most a billion.</summary>
    private static readonly MappedType<int, long> MinRequests = new(new WholeNumberType(1, 1_000_000_000), n => n, n => (int)n);

    private static readonly MappedType<decimal, double> Fraction = new(new PercentType(zero: false), p => (double)(p / 100), f => (decimal)f * 100);

    private static readonly MappedType<decimal, double> Part = new(new PercentType(zero: true), p => (double)(p / 100), f => (decimal)f * 100);

    private static readonly ObjectType<SequentialSpec> Sequential = new ObjectType<SequentialSpec>(new SequentialSpec())
        .Optional("metrics", new ListType<SequentialMetric>(
                new ChoiceType<SequentialMetric>([SequentialMetric.ErrorRate, SequentialMetric.Latency], m => m == SequentialMetric.Latency ? "latency" : "error-rate"),
                "metrics", min: 1, rule: MetricsDiffer),
            s => s.Metrics, (s, v) => s with { Metrics = v },
            "What is compared.")
        .Optional("alpha", Fraction, s => s.Alpha, (s, v) => s with { Alpha = v },
            "The chance of a false rollback over all metrics together, however long the rollout lasts. At most 50%.")
        .Optional("errorTolerance", Part, s => s.ErrorTolerance, (s, v) => s with { ErrorTolerance = v },
            "An error rate up to this part above the old version's is not worse.")
        .Optional("latencyTolerance", Part, s => s.LatencyTolerance, (s, v) => s with { LatencyTolerance = v },
            "Latencies up to this part above the old version's are not worse. Rounded up to 9%, 19%, 30%, 41%, 54%, 68%, 83% or 100%.")
        .Optional("noise", Part, s => s.Noise, (s, v) => s with { Noise = v },
            "By how much the error rates of two instances of the same version differ (standard deviation).")
        .Optional("warmUp", DurationType.OrZero, s => s.WarmUp, (s, v) => s with { WarmUp = v },
            "The first time of the new version's traffic, which is left out: it is still cold.")
        .Optional("minRequests", MinRequests, s => s.MinRequests, (s, v) => s with { MinRequests = v },
            "Fewer requests of the new version are too little data.")
        .Optional("promoteEarly", new TrueType(), s => s.PromoteEarly, (s, v) => s with { PromoteEarly = v },
            "Ends an observation before its time when everything is shown to be no worse than tolerated.")
        .Rule((s, at) =>
        {
            if (s.Alpha > 0.5)
                at.Key("alpha").Error("is above 50%", "1% is usual");
        });

    private static readonly ObjectType<RuleDraft> Draft = new ObjectType<RuleDraft>(new RuleDraft())
        .Optional("metric", new ChoiceType<MetricName>(MetricNames.All, m => m.Label()), r => r.Metric, (r, v) => r with { Metric = v },
            "A limit: what is measured on the new version.", "error-rate")
        .Optional("max", new LimitType(), r => r.Max, (r, v) => r with { Max = v },
            "It may not be above: a percentage for error-rate, a duration for latencies, requests per second for request-rate.", "1%")
        .Optional("min", new LimitType(), r => r.Min, (r, v) => r with { Min = v },
            "It may not be below; in the same units.", "10/s")
        .Optional("for", new DurationType(MaxFor), r => r.For, (r, v) => r with { For = v },
            "Violated for this long: roll back. At most 24h.", "1m")
        .Optional("windows", new ListType<TimeSpan>(new DurationType(MaxFor), "durations", min: 2, max: 10, rule: WindowsRise), r => r.Windows, (r, v) => r with { Windows = v },
            "Instead of `for`: violated over each of these last times: roll back. Nothing is judged before the longest has passed.", "[5m, 1h]")
        .Optional("minRequests", MinRequests, r => r.MinRequests, (r, v) => r with { MinRequests = v },
            "Fewer requests of the new version in `for` are too little data. Not used for request-rate.")
        .Optional("sequential", Sequential, r => r.Judge as SequentialSpec, (r, v) => r with { Judge = v },
            "The new version against all of the old one's traffic, at every look, with a bound on false rollbacks.", "{ alpha: 1% }")
        .Optional("kayenta", KayentaSchema.Type, r => r.Judge as KayentaSpec, (r, v) => r with { Judge = v },
            "Points of both versions, compared after each interval as Spinnaker's Kayenta compares them, and a score over all metrics.", "{ every: 10m }")
        .Optional("burnRate", BurnRateSchema.Judge, r => r.Judge as BurnRateSpec, (r, v) => r with { Judge = v },
            "The new version may not use up an error budget faster than this.", "{ slo: 99.9% }")
        .ExactlyOneOf("metric", "sequential", "kayenta", "burnRate")
        .ShapeRule(LimitIsWhole)
        .Rule(UnitFits);

    public static ListType<JudgeSpec> Judges { get; } = new(
        new MappedType<RuleDraft, JudgeSpec>(Draft, ToJudge, FromJudge), "judges");

    public static OrOffType<HotTriggerSpec> HotTrigger { get; } = new(new ObjectType<HotTriggerSpec>(new HotTriggerSpec())
        .Optional("errorRate", Fraction, h => h.ErrorRate, (h, v) => h with { ErrorRate = v },
            "It fires when the new version's error rate is at least this, …")
        .Optional("ratio", new NumberType(1, 1_000_000), h => h.Ratio, (h, v) => h with { Ratio = v },
            "… and at least this many times the old version's, …")
        .Optional("minRequests", MinRequests, h => h.MinRequests, (h, v) => h with { MinRequests = v },
            "… over at least this many requests of the new version."));

    /// <summary>The keys that go with <c>metric</c>, and only with it.</summary>
    private static void LimitIsWhole(SpecCursor at)
    {
        if (at.Has("metric"))
        {
            if (!at.Has("for") && !at.Has("windows"))
                at.Key("for").Error("is missing", "for example 'for: 1m'");
            if (at.Has("for") && at.Has("windows"))
                at.Error("has for and windows", "give only one of for and windows");
            if (at.Has("max") == at.Has("min"))
                at.Error(at.Has("max") ? "has max and min" : "needs one of the keys max and min", "give only one of max and min");
            return;
        }

        foreach (var key in (ReadOnlySpan<string>)["max", "min", "for", "windows", "minRequests"])
        {
            if (at.Has(key))
                at.Key(key).Error("goes with 'metric' only", "remove it here, or write it among the judge's own keys");
        }
    }

    private static void MetricsDiffer(IReadOnlyList<SequentialMetric> metrics, SpecCursor at)
    {
        if (metrics.Distinct().Count() < metrics.Count)
            at.Error("has a metric twice", "name each metric once");
    }

    private static void WindowsRise(IReadOnlyList<TimeSpan> windows, SpecCursor at)
    {
        if (windows.Zip(windows.Skip(1)).Any(pair => pair.Second <= pair.First))
            at.Error("do not rise", "write the shortest first, each once: [5m, 1h]");
    }

    private static void UnitFits(RuleDraft rule, SpecCursor at)
    {
        if (rule.Judge is null)
            DemandUnit(rule.Metric, rule.Max, rule.Min, at);
    }

    /// <summary>A limit has the unit of its metric. One of the two is there.</summary>
    public static void DemandUnit(MetricName metric, Limit? max, Limit? min, SpecCursor at)
    {
        var (unit, remedy) = metric switch
        {
            MetricName.ErrorRate => (LimitUnit.Fraction, "write a percentage, such as 1%"),
            MetricName.RequestRate => (LimitUnit.PerSecond, "write requests per second, such as 10/s"),
            _ => (LimitUnit.Milliseconds, "write a duration, such as 500ms"),
        };
        var (key, limit) = max is null ? ("min", min!) : ("max", max);
        if (limit.Unit != unit)
            at.Key(key).Error($"does not fit {metric.Label()}", remedy);
    }

    private static JudgeSpec ToJudge(RuleDraft draft) => draft.Judge ?? new AnalysisRule
    {
        Metric = draft.Metric,
        Max = draft.Max?.Value,
        Min = draft.Min?.Value,
        For = draft.Windows is [.., var longest] ? longest : draft.For,
        Windows = draft.Windows is { Count: > 0 } windows ? windows : null,
        MinRequests = draft.MinRequests,
    };

    private static RuleDraft FromJudge(JudgeSpec judge) => judge is not AnalysisRule rule ? new RuleDraft { Judge = judge } : new RuleDraft
    {
        Metric = rule.Metric,
        Max = ToLimit(rule.Metric, rule.Max),
        Min = ToLimit(rule.Metric, rule.Min),
        For = rule.Windows is null ? rule.For : default,
        Windows = rule.Windows ?? [],
        MinRequests = rule.MinRequests,
    };

    public static Limit? ToLimit(MetricName metric, double? value) => value is not { } number ? null : new Limit(
        metric switch { MetricName.ErrorRate => LimitUnit.Fraction, MetricName.RequestRate => LimitUnit.PerSecond, _ => LimitUnit.Milliseconds }, number);
}
