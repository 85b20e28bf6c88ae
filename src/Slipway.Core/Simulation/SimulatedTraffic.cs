using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>
/// The users' requests and how the versions answer them. They come at a steady rate and are split by weight;
/// errors and latencies are drawn. Counted up whenever something changes and whenever somebody looks.
/// </summary>
internal sealed class SimulatedTraffic(Scenario scenario, Random random)
{
    private readonly double[] _carry = new double[2];
    private DateTimeOffset _at = scenario.Start;

    public PerSlot<Counters> Counters { get; private set; } = new(Analysis.Counters.Zero, Analysis.Counters.Zero);

    /// <summary>Counts what came from the last time until <paramref name="now"/>, under one split all the while.</summary>
    public void CountUntil(DateTimeOffset now, TrafficSplit split, PerSlot<ReleaseVersion?> versions)
    {
        // A version may change its ways in between: count up to there first.
        foreach (var change in Slots.All.Select(s => versions[s]).OfType<ReleaseVersion>().Select(v => scenario.Start + scenario.BehaviourOf(v).From).Order())
        {
            if (change > _at && change < now)
                Count(change, split, versions);
        }

        if (now > _at)
            Count(now, split, versions);
    }

    private void Count(DateTimeOffset until, TrafficSplit split, PerSlot<ReleaseVersion?> versions)
    {
        var requests = scenario.RequestsPerSecond * (until - _at).TotalSeconds;
        foreach (var slot in Slots.All)
        {
            if (versions[slot] is not { } version || split[slot].IsZero)
                continue;
            var exact = (requests * split[slot].Fraction) + _carry[(int)slot];
            var whole = (long)exact;
            _carry[(int)slot] = exact - whole;
            Counters = Counters.With(slot, Counters[slot].Plus(Answer(whole, BehaviourAt(version))));
        }

        _at = until;
    }

    private Behaviour BehaviourAt(ReleaseVersion version)
    {
        var behaviour = scenario.BehaviourOf(version);
        return _at - scenario.Start < behaviour.From ? scenario.BehaviourOf(ReleaseVersion.Parse(scenario.Running)) : behaviour;
    }

    private Counters Answer(long requests, Behaviour behaviour)
    {
        var errors = Chance.Binomial(random, requests, behaviour.ErrorRate);
        Span<long> buckets = stackalloc long[LatencyHistogram.BucketCount];
        Chance.LogNormal(random, requests, behaviour.Latency.TotalMilliseconds, buckets);
        return new Counters(requests, errors, LatencyHistogram.FromCounts(buckets));
    }
}
