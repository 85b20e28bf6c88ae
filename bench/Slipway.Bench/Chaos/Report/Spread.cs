using Slipway.Bench.Results;

namespace Slipway.Bench.Chaos.Report;

/// <summary>Measured times in two numbers; in seconds.</summary>
/// <param name="Median">Null without any.</param>
public sealed record Spread(int Count, double? Median, double? Worst)
{
    public static Spread Of(IReadOnlyList<double> seconds)
    {
        var sample = new Sample(seconds);
        return sample.Count == 0 ? new Spread(0, null, null) : new Spread(sample.Count, Math.Round(sample.Median, 3), Math.Round(sample.Worst, 3));
    }

    public override string ToString() => Count == 0 ? "none" : $"median {Median:0.00} s, worst {Worst:0.00} s of {Count}";
}
