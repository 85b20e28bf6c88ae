namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What is wrong with an input, each with its place.</summary>
internal static class KayentaFaults
{
    /// <summary>Weights that are written as fractions of a hundred may add up to a little more.</summary>
    private const double WeightSlack = 1e-6;

    public static IReadOnlyList<string> Of(KayentaInput input)
    {
        var faults = new List<string>();
        if (!(input.Confidence is > 0 and < 1))
            faults.Add("confidence is not between 0 and 1: 0.98 is usual");
        if (!(input.Tolerance >= 0) || double.IsInfinity(input.Tolerance))
            faults.Add("tolerance is not a number of 0 or more: 0.25 is usual");
        if (input.MinPoints < 1)
            faults.Add("minPoints is not 1 or more");
        if (!(input.Pass is >= 0 and <= 100))
            faults.Add("pass is not between 0 and 100");
        if (!(input.Marginal >= 0 && input.Marginal <= input.Pass))
            faults.Add("marginal is not between 0 and pass");
        foreach (var (group, weight) in input.GroupWeights)
        {
            if (!(weight is >= 0 and <= 100))
                faults.Add($"groupWeights.{group} is not between 0 and 100");
        }

        if (input.GroupWeights.Values.Sum() > 100 + WeightSlack)
            faults.Add("groupWeights are above 100 together");
        if (input.Metrics.Count == 0)
            faults.Add("metrics is empty: name one at least");
        for (var index = 0; index < input.Metrics.Count; index++)
            AddMetric(faults, input.Metrics[index], $"metrics[{index}]");
        return faults;
    }

    private static void AddMetric(List<string> faults, KayentaMetric metric, string place)
    {
        foreach (var (name, limit) in new[]
        {
            ("allowedIncrease", metric.AllowedIncrease), ("allowedDecrease", metric.AllowedDecrease),
            ("criticalIncrease", metric.CriticalIncrease), ("criticalDecrease", metric.CriticalDecrease),
        })
        {
            if (limit is { } value && !double.IsFinite(value))
                faults.Add($"{place}.{name} is not a finite number");
        }
    }
}
