using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Integrations.Metrics;

/// <summary>
/// The counters of one environment, added up from what each series gained. A series that comes to others that were there before began at 0:
/// a pod that was started. Where none was there before, at the first look or after all were named anew, what is seen is where counting begins.
/// One that shrank was reset, and began at 0 again.
/// </summary>
internal sealed class Tally
{
    private const double MillisecondsPerSecond = 1_000;

    /// <summary>A series that was not seen for so long will not come back: pods end, and their names with them.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>What a router counts is read by Prometheus within this time.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(Slot Slot, int Question, string Key, double Bound), (double Value, DateTimeOffset Seen)> _last = [];
    private readonly Dictionary<Slot, Side> _sides = Slots.All.ToDictionary(slot => slot, _ => new Side());

    private Task<TrafficSample>? _look;
    private DateTimeOffset _nobodysUntil;

    /// <summary>What the last look came to; null before the first.</summary>
    public TrafficSample? Latest { get; private set; }

    /// <summary>Whoever comes while one looks gets what that one sees.</summary>
    public Task<TrafficSample> LookOnceAsync(Func<Task<TrafficSample>> look)
    {
        lock (_gate)
        {
            return _look is { IsCompleted: false } ? _look : _look = look();
        }
    }

    /// <summary>What is counted now, and arrives within a minute, neither side answered.</summary>
    public void PassOver(DateTimeOffset now)
    {
        lock (_gate)
            _nobodysUntil = now + Late;
    }

    public TrafficSample Add(DateTimeOffset at, PerSlot<SideReading> sides)
    {
        var known = Enumerable.Range(0, SideReading.Questions).Select(question => Slots.All.Any(slot => sides[slot][question].Any(one => _last.ContainsKey(KeyOf(slot, question, one))))).ToArray();
        var isNobodys = IsNobodysSince(Latest?.At ?? at);
        foreach (var slot in Slots.All)
        {
            var side = isNobodys ? new Side() : _sides[slot];
            side.Requests += Gained(0).Sum(series => series.Value);
            side.Errors += Gained(1).Sum(series => series.Value);
            foreach (var histogram in Gained(2).Where(series => series.Bound is not null).GroupBy(series => series.Key))
                side.Count(histogram);

            IEnumerable<PrometheusSeries> Gained(int question) => this.Gained(slot, question, sides[slot][question], known[question], at);
        }

        foreach (var key in _last.Where(series => at - series.Value.Seen > Forgotten).Select(series => series.Key).ToList())
            _last.Remove(key);
        Latest = new TrafficSample(at, new PerSlot<Counters>(_sides[Slot.Blue].Counters, _sides[Slot.Green].Counters));
        return Latest;
    }

    private bool IsNobodysSince(DateTimeOffset last)
    {
        lock (_gate)
            return last <= _nobodysUntil;
    }

    private List<PrometheusSeries> Gained(Slot slot, int question, IReadOnlyList<PrometheusSeries> series, bool known, DateTimeOffset at)
    {
        var gained = new List<PrometheusSeries>(series.Count);
        foreach (var one in series)
        {
            var key = KeyOf(slot, question, one);
            var before = _last.TryGetValue(key, out var last) ? last.Value : known ? 0 : one.Value;
            _last[key] = (one.Value, at);
            gained.Add(one with { Value = one.Value >= before ? one.Value - before : one.Value });
        }

        return gained;
    }

    private static (Slot Slot, int Question, string Key, double Bound) KeyOf(Slot slot, int question, PrometheusSeries series) => (slot, question, series.Key, series.Bound ?? 0);

    private sealed class Side
    {
        private readonly double[] _buckets = new double[LatencyHistogram.BucketCount];

        public double Requests { get; set; }

        public double Errors { get; set; }

        public Counters Counters => new((long)Requests, (long)Math.Min(Errors, Requests), LatencyHistogram.FromCounts([.. _buckets.Select(count => (long)count)]));

        /// <summary>Each bucket's requests count as slow as its upper end.</summary>
        public void Count(IEnumerable<PrometheusSeries> buckets)
        {
            double below = 0;
            foreach (var bucket in buckets.OrderBy(series => series.Bound))
            {
                var milliseconds = bucket.Bound!.Value * (bucket.Metric.Contains("milliseconds", StringComparison.Ordinal) ? 1 : MillisecondsPerSecond);
                _buckets[LatencyHistogram.BucketOf(milliseconds)] += Math.Max(0, bucket.Value - below);
                below = bucket.Value;
            }
        }
    }
}
