namespace Slipway.Core.Analysis.Kayenta;

/// <summary>The score over all metrics that are not muted, and the verdict it comes to.</summary>
internal static class KayentaScore
{
    private const double Whole = 100;

    public static KayentaResult Of(KayentaInput input, IReadOnlyList<KayentaMetricResult> results)
    {
        var counted = input.Metrics.Zip(results).Where(pair => !pair.First.Muted).Select(pair => (pair.First.Group, Result: pair.Second)).ToList();
        var unknown = counted.Count(one => one.Result.Classification == KayentaClassification.Nodata);
        var isLost = counted.Any(one => one.Result.Critical || one.Result.Classification == KayentaClassification.Error) || unknown * 2 >= counted.Count;
        var score = isLost ? 0 : Math.Round(Weighted(input.GroupWeights, counted), 2, MidpointRounding.AwayFromZero);
        var verdict = score >= input.Pass ? KayentaVerdict.Pass : score >= input.Marginal ? KayentaVerdict.Marginal : KayentaVerdict.Fail;

        // Kayenta lets the metrics that have data speak for those that have none. Who asks for a minimum of points does not.
        if (verdict == KayentaVerdict.Pass && input.MinPoints > 1 && counted.Any(one => one.Result.Reason is not null))
            verdict = KayentaVerdict.Marginal;
        return new KayentaResult(score, verdict, results);
    }

    private static double Weighted(IReadOnlyDictionary<string, double> weights, IEnumerable<(string Group, KayentaMetricResult Result)> counted)
    {
        var groups = counted.GroupBy(one => one.Group, one => one.Result.Classification, StringComparer.Ordinal).ToList();
        var share = (Whole - weights.Values.Sum()) / groups.Count(group => !weights.ContainsKey(group.Key));
        return groups.Sum(group => OfGroup(group) * (weights.TryGetValue(group.Key, out var weight) ? weight : share) / Whole);
    }

    /// <summary>The part that passed; everything when there is nothing to say.</summary>
    private static double OfGroup(IEnumerable<KayentaClassification> group)
    {
        var known = group.Where(classification => classification != KayentaClassification.Nodata).ToList();
        return known.Count == 0 ? Whole : Whole * known.Count(classification => classification == KayentaClassification.Pass) / known.Count;
    }
}
