using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Bench.Engine;

/// <summary>What runs in one environment, and what it has answered: 500 requests a second, none of them bad. Changed by one rollout at a time.</summary>
internal sealed class BenchEnvironment
{
    private const double RequestsPerSecond = 500;

    private readonly int[] _replicas = new int[2];
    private readonly double[] _answered = new double[2];
    private TrafficSplit _split;
    private DateTimeOffset _countedAt;

    public BenchEnvironment(DateTimeOffset now)
    {
        _countedAt = now;
        _replicas[(int)Slot.Blue] = BenchApps.Replicas;
        _split = TrafficSplit.AllTo(Slot.Blue);
    }

    /// <summary>False until something of it was read.</summary>
    public bool IsSeen { get; set; }

    public TrafficSplit Split => _split;

    public void Apply(Slot slot, int replicas) => _replicas[(int)slot] = replicas;

    public WorkloadStatus Status(Slot slot, ReleaseVersion version) => new(
        version, _replicas[(int)slot], [.. Enumerable.Range(1, _replicas[(int)slot]).Select(i => new InstanceStatus($"{slot}-{i}", InstanceState.Ready, null, 0, _countedAt, ""))], null);

    public void Set(TrafficSplit split, DateTimeOffset now)
    {
        Count(now);
        _split = split;
    }

    public TrafficSample Measure(DateTimeOffset now)
    {
        Count(now);
        return new TrafficSample(now, new PerSlot<Counters>(Counters(Slot.Blue), Counters(Slot.Green)));
    }

    public string Save() => string.Join(' ', _split.Blue.Percent, _replicas[0], _replicas[1], _answered[0], _answered[1]);

    public void Load(string saved)
    {
        var fields = saved.Split(' ');
        _split = TrafficSplit.With(Slot.Blue, Weight.FromPercent(decimal.Parse(fields[0])));
        for (var slot = 0; slot < 2; slot++)
            (_replicas[slot], _answered[slot]) = (int.Parse(fields[1 + slot]), double.Parse(fields[3 + slot]));
    }

    private void Count(DateTimeOffset now)
    {
        foreach (var slot in Slots.All)
            _answered[(int)slot] += RequestsPerSecond * _split[slot].Fraction * (now - _countedAt).TotalSeconds;
        _countedAt = now;
    }

    private Counters Counters(Slot slot)
    {
        var requests = (long)_answered[(int)slot];
        Span<long> counts = stackalloc long[LatencyHistogram.BucketCount];
        LatencyShape.Fill(counts, requests);
        return new Counters(requests, 0, LatencyHistogram.FromCounts(counts));
    }
}
