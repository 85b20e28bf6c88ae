using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Judging;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Import.Flagger;

/// <summary>Rules from the metrics of a Canary.</summary>
internal static class CanaryMetrics
{
    private const string Question = "Ask it yourself: choose one of Slipway's judges or metrics for it, write it as a check, or do without.";

    /// <summary>A percentage of requests without a server's error.</summary>
    private static readonly PromQuestion SuccessRate = new(MetricName.ErrorRate, IsSuccess: true, Scale: 0.01);

    /// <summary>The 99th percentile, in milliseconds.</summary>
    private static readonly PromQuestion Duration = new(MetricName.LatencyP99, IsSuccess: false, Scale: 1);

    /// <param name="time">How long a limit may be exceeded.</param>
    public static void Convert(SourceField metrics, TimeSpan time, EnvironmentDraft environment, SourceObjects objects)
    {
        foreach (var metric in metrics.Items)
        {
            metric["interval"].Skip();
            var question = Ask(metric, environment, objects, out var query);
            if (question is null)
            {
                if (query is null)
                    metric.Skip();
                else
                    metric.Tell($"no equal here, a question of your own: it is not certain that '{query}' is an error rate or a latency.", Question, environment.At("analysis"));
                continue;
            }

            foreach (var limit in Limits(metric))
            {
                if (!MetricRule.Add(environment, question, limit, time, "", metric["name"]))
                    metric.Tell("no equal here: its limit is on the side of what is better.", Question, environment.At("analysis"));
            }
        }
    }

    /// <param name="query">What was asked; null: it was told already.</param>
    private static PromQuestion? Ask(SourceField metric, EnvironmentDraft environment, SourceObjects objects, out string? query)
    {
        var (name, reference, inline) = (metric["name"], metric["templateRef"], metric["query"]);
        query = name.Shown;
        if (reference.Exists)
        {
            metric["templateVariables"].Skip();
            return Template(reference, environment, objects, ref query);
        }

        if (inline.Text is { } text)
        {
            query = inline.Shown;
            return PromQuestion.Recognise(text);
        }

        return name.Text switch { "request-success-rate" => SuccessRate, "request-duration" => Duration, _ => null };
    }

    private static PromQuestion? Template(SourceField reference, EnvironmentDraft environment, SourceObjects objects, ref string? query)
    {
        var name = reference["name"];
        var there = reference["namespace"].Text ?? environment.Source.Namespace;
        if (objects.MetricTemplate(name.Text ?? "", there) is not { } template)
        {
            name.Tell("is a MetricTemplate in none of the files, so nothing stands for it.", "Give its file too, and import again.", environment.At("analysis"));
            reference.Skip();
            query = null;
            return null;
        }

        var provider = template.Spec["provider"];
        query = template.Spec["query"].Shown;
        if (provider["type"].Text is { } type and not "prometheus")
        {
            query = $"{query}, asked of {type},";
            return null;
        }

        environment.Router?.MeasureBy(provider["address"], environment);
        return PromQuestion.Recognise(template.Spec["query"].Text ?? "");
    }

    private static List<Comparison> Limits(SourceField metric)
    {
        var (range, oldest) = (metric["thresholdRange"], metric["threshold"]);
        var limits = new List<Comparison>();
        if (range["min"].Number is { } min)
            limits.Add(new Comparison(IsBelow: false, min, LetsNothingPass: false));
        if (range["max"].Number is { } max)
            limits.Add(new Comparison(IsBelow: true, max, LetsNothingPass: false));
        // Before there were ranges, a number was the least of a success rate and the most of anything else.
        if (limits.Count == 0 && oldest.Number is { } number)
            limits.Add(new Comparison(metric["name"].Text != "request-success-rate", number, LetsNothingPass: false));
        return limits;
    }
}
