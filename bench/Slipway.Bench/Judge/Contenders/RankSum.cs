namespace Slipway.Bench.Judge.Contenders;

/// <summary>The Mann-Whitney statistic of two growing samples, kept up to date point by point: a look costs one comparison with each point.</summary>
public sealed class RankSum
{
    private readonly List<double> _candidate = [];
    private readonly List<double> _stable = [];

    /// <summary>Pairs in which the candidate's point is larger; a tie counts half.</summary>
    private double _larger;

    /// <summary>The sum of t³ − t over all groups of t equal points.</summary>
    private double _ties;

    /// <summary>Points of the smaller sample.</summary>
    public int Count => Math.Min(_candidate.Count, _stable.Count);

    /// <summary>Takes in a point of each; NaN is left out.</summary>
    public void Add(double candidate, double stable)
    {
        if (double.IsFinite(candidate))
        {
            var (below, equal) = Place(_stable, candidate);
            _larger += below + (equal / 2.0);
            Tie(equal + Place(_candidate, candidate).Equal);
            _candidate.Add(candidate);
        }

        if (double.IsFinite(stable))
        {
            var (below, equal) = Place(_candidate, stable);
            _larger += _candidate.Count - below - equal + (equal / 2.0);
            Tie(equal + Place(_stable, stable).Equal);
            _stable.Add(stable);
        }
    }

    /// <summary>By normal approximation, with corrections for ties and continuity: above 0 where the candidate's points are larger. 0 where all are equal.</summary>
    public double Z()
    {
        double n = _candidate.Count, m = _stable.Count, all = n + m;
        var variance = n * m / 12 * (all + 1 - (_ties / (all * (all - 1))));
        var excess = _larger - (n * m / 2);
        return variance <= 0 ? 0 : Math.Sign(excess) * Math.Max(0, Math.Abs(excess) - 0.5) / Math.Sqrt(variance);
    }

    private void Tie(int others) => _ties += 3.0 * others * (others + 1);

    private static (int Below, int Equal) Place(List<double> points, double value)
    {
        var (below, equal) = (0, 0);
        foreach (var point in points)
        {
            below += point < value ? 1 : 0;
            equal += point.Equals(value) ? 1 : 0;
        }

        return (below, equal);
    }
}
