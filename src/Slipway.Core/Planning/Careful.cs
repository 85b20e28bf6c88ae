using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>A strategy for when little of the error budget is left: a weight between each two, and each watched for twice as long. Pure.</summary>
internal static class Careful
{
    private const int WeightDecimals = 2;

    public static StrategySpec Of(StrategySpec strategy) => strategy switch
    {
        CanarySpec canary => canary with { Weights = Halved(canary.Weights), Observe = canary.Observe * 2 },
        BlueGreenSpec blueGreen => blueGreen with { Weights = Halved(blueGreen.Weights), Observe = blueGreen.Observe * 2 },

        // Its steps are its instances: there is nothing between them.
        _ => strategy with { Observe = strategy.Observe * 2 },
    };

    /// <summary>The same for every budget that is low: what it reads at the moment would change the plan's digest with each request.</summary>
    public static string Sentence(SloSpec slo) =>
        $"less than {MetricText.Percent(BudgetReading.LowBelow)} of the error budget of {MetricText.Percent(slo.Objective)} over {SpecDuration.Format(slo.Window)} are left: smaller steps, each watched for twice as long";

    private static List<Weight> Halved(IReadOnlyList<Weight> weights)
    {
        var (steps, before) = (new List<Weight>(weights.Count * 2), Weight.Zero);
        foreach (var weight in weights)
        {
            var between = Weight.FromPercent(decimal.Round((before.Percent + weight.Percent) / 2, WeightDecimals, MidpointRounding.ToZero));
            if (between > before && between < weight)
                steps.Add(between);
            steps.Add(weight);
            before = weight;
        }

        return steps;
    }
}
