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
    public static void Add(EnvironmentDraft environment, string rule, string difference, SourceField from)
    {
        var index = environment.Analysis.FindIndex(item => item.Text == rule);
        if (index < 0)
        {
            index = environment.Analysis.Count;
            environment.Analysis.Add(new DraftItem(rule, from));
        }

        from.Tell($"became {rule}: measured at the router, on the new version's requests alone, in place of this question. {difference}".TrimEnd(), null, environment.At($"analysis[{index}]"));
    }

    private static string? Share(double fraction)
    {
        var percent = Math.Round((decimal)fraction * 100, PercentDecimals);
        return percent is >= 0 and <= 100 ? SpecPercent.Format(percent) : null;
    }
}
