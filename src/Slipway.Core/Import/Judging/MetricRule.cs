using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Import.Judging;

/// <summary>A rule of <c>analysis</c> from a question and what its answer has to be.</summary>
internal static class MetricRule
{
    private const int PercentDecimals = 6;

    private static readonly TimeSpan MaxFor = TimeSpan.FromHours(24);

    /// <summary>Null: the answer has to be what no rule can ask for.</summary>
    /// <param name="isGood">When all is well.</param>
    /// <param name="time">How long it may be otherwise.</param>
    public static string? Of(PromQuestion question, Comparison isGood, TimeSpan time)
    {
        // More errors and slower answers are never better.
        if (isGood.IsBelow == question.IsSuccess)
            return null;
        var value = isGood.Number * question.Scale;
        var limit = question.Metric == MetricName.ErrorRate ? Share(question.IsSuccess ? 1 - value : value) : SpecDuration.Format(TimeSpan.FromMilliseconds(Math.Round(value)));
        return limit is null ? null : $"{{ metric: {question.Metric.Label()}, max: {limit}, for: {SpecDuration.Format(time > MaxFor ? MaxFor : time)} }}";
    }

    /// <summary>Puts a rule into the environment, once, and tells how it came there.</summary>
    /// <param name="time">How long it might be otherwise there. Here no longer than a weight is observed: a longer rule would judge too late.</param>
    /// <param name="difference">What else is not quite the same; may be empty.</param>
    /// <returns>False: the answer has to be what no rule can ask for.</returns>
    public static bool Add(EnvironmentDraft environment, PromQuestion question, Comparison isGood, TimeSpan time, string difference, SourceField from)
    {
        var shorter = time > environment.Observe;
        if (Of(question, isGood, shorter ? environment.Observe : time) is not { } rule)
            return false;
        var index = environment.Analysis.FindIndex(item => item.Text == rule);
        if (index < 0)
        {
            index = environment.Analysis.Count;
            environment.Analysis.Add(new DraftItem(rule, from));
        }

        var limit = shorter ? $"It might fail for {SpecDuration.Format(time)}; here no longer than a weight is observed, or it would judge too late. " : "";
        from.Tell($"became {rule}: measured at the router, on the new version's requests alone, in place of this question. {limit}{difference}".TrimEnd(), null, environment.At($"analysis[{index}]"));
        return true;
    }

    private static string? Share(double fraction)
    {
        var percent = Math.Round((decimal)fraction * 100, PercentDecimals);
        return percent is >= 0 and <= 100 ? SpecPercent.Format(percent) : null;
    }
}
