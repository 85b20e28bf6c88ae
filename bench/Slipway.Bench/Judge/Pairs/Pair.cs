using Slipway.Bench.Judge.Sampling;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>A candidate and stable side by side, simulated minute by minute. The same scenario and number give the same pair.</summary>
public sealed class Pair
{
    /// <summary>How long a pair is watched.</summary>
    public const int Minutes = 180;

    private readonly Scenario _scenario;
    private readonly Side _candidate;
    private readonly Side _stable;
    private readonly SharedDrift? _drift;
    private int _minute;

    /// <param name="number">Which pair of the scenario; 0 or more.</param>
    public Pair(Scenario scenario, int number)
    {
        _scenario = scenario;
        var chance = new Chance(Seed(scenario.FullName, number));
        _drift = scenario.HasSharedDrift ? new SharedDrift(chance) : null;
        _candidate = new Side(chance, scenario.Shape, scenario.Instances, scenario.PodSpread);
        _stable = new Side(chance, scenario.Shape, scenario.Instances * (int)scenario.StableTimes, scenario.PodSpread);
    }

    /// <summary>Draws the next minute.</summary>
    public PairMinute Next()
    {
        var (candidateRequests, stableRequests) = Requests(_minute);
        var isWorse = _minute >= _scenario.WorseFromMinute;
        var (traffic, errors, latency) = _drift?.At(_minute) ?? (1, 1, 1);
        var rate = _scenario.ErrorRate * errors;
        var noise = _scenario.MinuteNoise;
        _minute++;
        return new PairMinute(
            _minute,
            _candidate.Draw(candidateRequests * traffic, rate * (isWorse ? _scenario.ErrorRatio : 1), latency * (isWorse ? _scenario.LatencyRatio : 1), noise),
            _stable.Draw(stableRequests * traffic, rate, latency, noise));
    }

    private (double Candidate, double Stable) Requests(int minute)
    {
        var (all, shares) = (_scenario.PerMinute, _scenario.Shares);
        if (shares.Count == 0)
            return (all, all * _scenario.StableTimes);
        var share = shares[minute * shares.Count / Minutes];
        return (all * share, all * (1 - share));
    }

    /// <summary>Of its own for each pair of each scenario, whatever else is simulated (FNV-1a over the name).</summary>
    private static ulong Seed(string name, int number)
    {
        var hash = 14695981039346656037;
        foreach (var letter in name)
            hash = unchecked((hash ^ letter) * 1099511628211);
        return unchecked(hash + (ulong)number);
    }
}
