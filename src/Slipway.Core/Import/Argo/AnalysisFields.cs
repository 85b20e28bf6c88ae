namespace Slipway.Core.Import.Argo;

/// <summary>What becomes of the fields of an AnalysisTemplate.</summary>
internal static class AnalysisFields
{
    private const string Analysis = "analysis";

    public static MappingTable Table { get; } = new(
        "Argo Rollouts: AnalysisTemplate and ClusterAnalysisTemplate",
        new("metrics[].provider.prometheus.query", "analysis", "A rule, where the question has one of the shapes below and its answer is compared with one number."),
        new("metrics[].provider.prometheus.address", "traffic.prometheus.url", "The same, where the router says itself how its requests are counted."),
        new("metrics[].successCondition", "analysis", "The rule's `max`."),
        new("metrics[].failureCondition", "analysis", "The rule's `max`; it counts where both are there, for it is what takes a version back."),
        new("metrics[].interval", "analysis", "Times failureLimit + 1: the rule's `for`, but no longer than a weight is observed."),
        new("metrics[].failureLimit", "analysis", "As interval. Slipway asks that the limit was exceeded all that time, not so many times in all."),
        new("args", null, "has no equal: rules have no arguments, and each side is told apart by its Service.") { Near = Analysis },
        new("dryRun", null, "has no equal: the rules of these metrics are left out.") { Decide = "Try rules by 'slipway what-if' on past rollouts.", Near = Analysis },
        new("measurementRetention", null, "limits how many measurements are kept; Slipway keeps those that a verdict rests on.") { Near = Analysis },
        new("templates", null, "brings in other templates, which are not followed.") { Decide = "Name those templates in the Rollout, and import again.", Near = Analysis },
        new("metrics[].count", null, "has no equal: a judge looks for as long as the weight is observed.") { Near = Analysis },
        new("metrics[].initialDelay", null, "has no equal for a rule: it counts from the first request on; 'sequential' and 'kayenta' have 'warmUp'.") { Near = Analysis },
        new("metrics[].inconclusiveLimit", null, "is the key 'extend' here: when the data does not decide, the observation is extended, and then a person is asked.") { Near = Analysis },
        new("metrics[].consecutiveErrorLimit", null, "has no equal: measurements that fail are no data, which never passes.") { Near = Analysis },
        new("metrics[].consecutiveSuccessLimit", null, "has no equal: a rule holds for as long as the weight is observed.") { Near = Analysis });
}
