using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Judging;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Argo;

/// <summary>Rules from the AnalysisTemplates that a Rollout names.</summary>
internal static class AnalysisSource
{
    private const string Question = "Ask it yourself: choose one of Slipway's judges or metrics for it, write it as a check, or do without.";

    /// <summary>Argo Rollouts measures once where no interval is said; a rule needs a time.</summary>
    private static readonly TimeSpan DefaultFor = TimeSpan.FromMinutes(1);

    public static void Convert(SourceField analysis, EnvironmentDraft environment, SourceObjects objects)
    {
        foreach (var reference in analysis["templates"].Items)
        {
            var name = reference["templateName"];
            var ofCluster = reference["clusterScope"].Flag == true;
            if (objects.AnalysisTemplate(name.Text ?? "", environment.Source.Namespace, ofCluster) is not { } template)
            {
                name.Tell($"is {(ofCluster ? "a ClusterAnalysisTemplate" : "an AnalysisTemplate")} in none of the files, so nothing stands for it.", "Give its file too, and import again.", environment.At("analysis"));
                continue;
            }

            Template(template.Spec, environment);
        }

        // Arguments only tell versions and services apart, which Slipway does by its sides.
        analysis["args"].Skip();
        analysis["dryRun"].Skip();
        analysis["measurementRetention"].Skip();
    }

    private static void Template(SourceField spec, EnvironmentDraft environment)
    {
        spec["args"].Skip();
        var dry = spec["dryRun"].Items.Select(item => item["metricName"].Text).ToHashSet(StringComparer.Ordinal);
        foreach (var metric in spec["metrics"].Items)
        {
            var name = metric["name"].Text;
            if (dry.Contains(name) || dry.Contains("*"))
                metric.Tell("is measured without effect, so no rule stands for it.", null, environment.At("analysis"));
            else
                Metric(metric, environment);
        }

        AnalysisFields.Table.Tell(spec, environment);
        spec.TellUnread(environment.At("analysis"));
    }

    private static void Metric(SourceField metric, EnvironmentDraft environment)
    {
        var provider = metric["provider"];
        var (interval, limit) = (metric["interval"].Duration, metric["failureLimit"].Whole ?? 0);
        var (success, failure) = (metric["successCondition"], metric["failureCondition"]);
        var prometheus = provider["prometheus"];
        if (!prometheus.Exists)
        {
            var kind = provider.Entries.Count > 0 ? provider.Entries[0].Key : "nothing";
            NoEqual(metric, $"asks {kind}: no equal here, a question of your own.", environment);
            return;
        }

        environment.Router?.MeasureBy(prometheus["address"], environment);
        var good = (failure.Text is { } fails ? Comparison.Parse(fails)?.Opposite() : null) ?? (success.Text is { } passes ? Comparison.Parse(passes) : null);
        var query = prometheus["query"];
        if (good is null || PromQuestion.Recognise(query.Text ?? "") is not { } question
            || !MetricRule.Add(environment, question, good, (interval ?? DefaultFor) * (limit + 1), Difference(interval, success.Exists && failure.Exists, success, failure), query))
        {
            NoEqual(metric, $"no equal here, a question of your own: '{query.Shown}' has to be '{(success.Exists ? success : failure).Shown}', and it is not certain that this is an error rate or a latency.", environment);
            return;
        }

        foreach (var read in (ReadOnlySpan<SourceField>)[success, failure, prometheus["timeout"], prometheus["authentication"], prometheus["insecure"], prometheus["headers"], prometheus["rangeQuery"]])
            read.Skip();
    }

    private static string Difference(TimeSpan? interval, bool both, SourceField success, SourceField failure)
    {
        var told = new List<string>();
        if (interval is null)
            told.Add("It was measured once; here it is looked at all the time, so 'for' is a guess.");
        if (both)
            told.Add("Between its two conditions nothing was decided; here only the one for failure counts.");
        if ((Comparison.Parse(success.Text ?? "") ?? Comparison.Parse(failure.Text ?? "")) is { LetsNothingPass: true })
            told.Add("It passed where there was no data; here no data never passes.");
        return string.Join(' ', told);
    }

    private static void NoEqual(SourceField metric, string here, EnvironmentDraft environment) => metric.Tell(here, Question, environment.At("analysis"));
}
