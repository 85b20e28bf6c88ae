using Slipway.Core.Analysis.Input;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>Reads what the Kayenta-compatible judge is asked from a file, strictly.</summary>
public static class KayentaReader
{
    private const string Remedy = "see what the file holds in the documentation of analyze";

    private static readonly string[] Columns = ["metric", "candidate", "baseline"];

    /// <exception cref="BadInputException">It cannot be judged; with the places that are wrong.</exception>
    public static KayentaInput FromJson(string text)
    {
        var root = JsonCursor.Parse(text).Object("confidence", "tolerance", "minPoints", "pass", "marginal", "groupWeights", "metrics");
        var input = new KayentaInput { Metrics = [.. root.Required("metrics").Items().Select(Metric)] };
        return Checked(input with
        {
            Confidence = root.Optional("confidence")?.Number() ?? input.Confidence,
            Tolerance = root.Optional("tolerance")?.Number() ?? input.Tolerance,
            MinPoints = root.Optional("minPoints")?.WholeNumber() ?? input.MinPoints,
            Pass = root.Optional("pass")?.Number() ?? input.Pass,
            Marginal = root.Optional("marginal")?.Number() ?? input.Marginal,
            GroupWeights = root.Optional("groupWeights")?.Members().ToDictionary(member => member.Key, member => member.Value.Number()) ?? input.GroupWeights,
        });
    }

    /// <summary>A line is one point in time of one metric; an empty value is a NaN. All metrics are in one group and have the defaults.</summary>
    /// <param name="settings">The rest of the input; its metrics are not looked at.</param>
    /// <exception cref="BadInputException">It cannot be judged; with the places that are wrong.</exception>
    public static KayentaInput FromCsv(string text, KayentaInput settings) => Checked(settings with
    {
        Metrics =
        [
            .. CsvTable.Read(text, Columns).GroupBy(row => row.Text(0)).Select(metric => new KayentaMetric
            {
                Name = metric.Key,
                Candidate = [.. metric.Select(row => row.Point(1))],
                Baseline = [.. metric.Select(row => row.Point(2))],
            }),
        ],
    });

    private static KayentaInput Checked(KayentaInput input)
    {
        InputText.ThrowIfAny(KayentaAnalysis.Faults(input), Remedy);
        return input;
    }

    private static KayentaMetric Metric(JsonCursor item)
    {
        item.Object(
            "name", "group", "direction", "critical", "mustHaveData", "muted", "nan", "outliers", "effect",
            "allowedIncrease", "allowedDecrease", "criticalIncrease", "criticalDecrease", "candidate", "baseline");
        var metric = new KayentaMetric
        {
            Name = item.Required("name").Text(),
            Group = item.Optional("group")?.Text() ?? "",
            Direction = item.Optional("direction")?.Choice(
                ("either", KayentaDirection.Either), ("increase", KayentaDirection.Increase), ("decrease", KayentaDirection.Decrease)) ?? KayentaDirection.Either,
            Critical = item.Optional("critical")?.Flag() ?? false,
            MustHaveData = item.Optional("mustHaveData")?.Flag() ?? false,
            Muted = item.Optional("muted")?.Flag() ?? false,
            Nan = item.Optional("nan")?.Choice(("remove", NanStrategy.Remove), ("replace", NanStrategy.Replace)) ?? NanStrategy.Remove,
            Outliers = item.Optional("outliers")?.Choice(("keep", OutlierStrategy.Keep), ("remove", OutlierStrategy.Remove)) ?? OutlierStrategy.Keep,
            Effect = item.Optional("effect")?.Choice(("meanRatio", EffectMeasure.MeanRatio), ("cles", EffectMeasure.Cles)) ?? EffectMeasure.MeanRatio,
            AllowedIncrease = item.Optional("allowedIncrease")?.Number(),
            AllowedDecrease = item.Optional("allowedDecrease")?.Number(),
            CriticalIncrease = item.Optional("criticalIncrease")?.Number(),
            CriticalDecrease = item.Optional("criticalDecrease")?.Number(),
            Candidate = item.Required("candidate").Points(),
            Baseline = item.Required("baseline").Points(),
        };

        // An arm without any point is one without data. Otherwise both are read over the same times, and one that is shorter has lost some.
        var (candidate, baseline) = (metric.Candidate.Count, metric.Baseline.Count);
        return candidate == baseline || candidate == 0 || baseline == 0
            ? metric
            : throw item.Fault("baseline", $"has {baseline} points, the candidate has {candidate} (both are of the same times: where there was no value, write null)");
    }
}
