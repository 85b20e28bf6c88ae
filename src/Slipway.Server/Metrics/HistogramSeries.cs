using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>How many values are at most as large as each bound.</summary>
/// <param name="bounds">Rising; one bucket more takes what is above the last.</param>
internal sealed class HistogramSeries(IReadOnlyList<double> bounds) : Series
{
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    public override void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Count && !(value <= bounds[bucket]))
            bucket++;
        _counts[bucket]++;
        _sum += value;
    }

    public override void Write(StringBuilder page, string name, string labels)
    {
        long count = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            count += _counts[bucket];
            var bound = bucket < bounds.Count ? bounds[bucket] : double.PositiveInfinity;
            Line(page, $"{name}_bucket", LabelText.Append(new StringBuilder(labels), "le", Number(bound)).ToString(), count);
        }

        Line(page, $"{name}_sum", labels, _sum);
        Line(page, $"{name}_count", labels, count);
    }
}
