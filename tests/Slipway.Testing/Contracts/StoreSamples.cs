using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Testing.Contracts;

/// <summary>Small appends, rows and series for the contracts of a store.</summary>
public static class StoreSamples
{
    public static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Term = TimeSpan.FromSeconds(10);

    public static EventData Event(string type = "step-started", string json = """{"step":1}""") => new(type, json);

    /// <summary>Events for one stream, written by a person: no lease, no row.</summary>
    public static Append To(string stream, int expectedVersion, params EventData[] events) =>
        new([new StreamAppend(stream, expectedVersion, events)], Nine, "alice", null, null, []);

    public static RolloutRow Row(string id, bool live = true, string app = "storefront", string environment = "production") =>
        new(id, app, environment, "2.0.0", "1.0.0", "deploy", live ? "running" : "promoted", live, Nine, live ? null : Nine.AddMinutes(1), "alice", "5 % of traffic");

    /// <summary>The first event of a new rollout with its row.</summary>
    public static Append Start(RolloutRow row) => To(row.Id, 0, Event("rollout-planned")) with { Row = row };

    public static OutboxMessage Message(string key, string rollout = "r1") => new(key, rollout, "promoted", $$"""{"key":"{{key}}"}""");

    public static TrafficSample Sample(int second, long blue, long green = 0) =>
        new(Nine.AddSeconds(second), new PerSlot<Counters>(Counters(blue), Counters(green)));

    private static Counters Counters(long requests)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        counts[77] = requests - (requests / 10);
        counts[80] = requests / 10;
        return new Counters(requests, requests / 100, LatencyHistogram.FromCounts(counts));
    }
}
