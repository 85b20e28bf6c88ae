using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every keeper of evidence promises: the series comes back exactly as it went in.</summary>
public abstract class EvidenceContract : StoreContract
{
    [Fact]
    public async Task A_series_is_read_back_in_order_as_it_was_written()
    {
        await Evidence.AppendAsync([new("r1", [Sample(0, 100), Sample(1, 300, 5)]), new("r2", [Sample(0, 7)])], Cancellation);
        await Evidence.AppendAsync([new("r1", [Sample(2, 900, 10)])], Cancellation);

        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 100), Sample(1, 300, 5), Sample(2, 900, 10)]);
        (await Evidence.ReadAsync("r2", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 7)]);
        (await Evidence.ReadAsync("none", DateTimeOffset.MinValue, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_begins_with_the_instant_given()
    {
        await Evidence.AppendAsync([new("r1", [Sample(0, 100), Sample(1, 300), Sample(2, 900)])], Cancellation);

        (await Evidence.ReadAsync("r1", Nine.AddSeconds(1), Cancellation)).ShouldBe([Sample(1, 300), Sample(2, 900)]);
        (await Evidence.ReadAsync("r1", Nine.AddSeconds(1).AddTicks(1), Cancellation)).ShouldBe([Sample(2, 900)]);
        (await Evidence.ReadAsync("r1", Nine.AddSeconds(3), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counters_that_started_again_or_are_large_come_back_exactly()
    {
        var counts = new long[LatencyHistogram.BucketCount];
        counts[0] = long.MaxValue;
        counts[^1] = 1;
        var large = new Counters(long.MaxValue, long.MaxValue, LatencyHistogram.FromCounts(counts));
        List<TrafficSample> series =
        [
            Sample(0, 1_000_000),
            Sample(1, 3),
            new(Nine.AddSeconds(2).AddTicks(1), new PerSlot<Counters>(large, Counters.Zero)),
            new(Nine.AddSeconds(3), new PerSlot<Counters>(Counters.Zero, large)),
        ];

        await Evidence.AppendAsync([new("r1", series)], Cancellation);

        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe(series);
    }

    [Fact]
    public async Task What_one_server_writes_late_stands_before_what_the_next_has_measured_since()
    {
        await Evidence.AppendAsync([new("r1", [Sample(2, 900), Sample(3, 1000)])], Cancellation);
        await Evidence.AppendAsync([new("r1", [Sample(0, 100), Sample(1, 300)])], Cancellation);

        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 100), Sample(1, 300), Sample(2, 900), Sample(3, 1000)]);
    }

    [Fact]
    public async Task Many_rollouts_are_written_at_once()
    {
        var batch = Enumerable.Range(0, 250).Select(i => new RolloutSamples($"r{i}", [Sample(0, i + 1)])).ToList();

        await Evidence.AppendAsync(batch, Cancellation);

        (await Evidence.ReadAsync("r0", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 1)]);
        (await Evidence.ReadAsync("r249", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 250)]);
    }

    [Fact]
    public async Task Many_series_are_read_at_once_each_from_an_instant_of_its_own()
    {
        await Evidence.AppendAsync([new("r1", [Sample(2, 900), Sample(3, 1000)]), new("r2", [Sample(0, 7), Sample(1, 8)]), new("r3", [Sample(0, 1)])], Cancellation);
        await Evidence.AppendAsync([new("r1", [Sample(0, 100), Sample(1, 300)])], Cancellation);

        var series = await Evidence.ReadManyAsync([new("r2", Nine.AddSeconds(1)), new("none", Nine), new("r1", DateTimeOffset.MinValue)], Cancellation);

        series.Count.ShouldBe(3);
        series[0].ShouldBe([Sample(1, 8)]);
        series[1].ShouldBeEmpty();
        series[2].ShouldBe([Sample(0, 100), Sample(1, 300), Sample(2, 900), Sample(3, 1000)]);
    }

    [Fact]
    public async Task As_many_series_as_one_call_may_name_are_read_at_once()
    {
        var names = Enumerable.Range(0, IEvidence.MaxSeries).Select(i => $"r{i}").ToList();
        await Evidence.AppendAsync([.. names.Select((name, i) => new RolloutSamples(name, [Sample(0, i + 1)]))], Cancellation);

        var series = await Evidence.ReadManyAsync([.. names.Select(name => new SeriesTail(name, Nine))], Cancellation);

        series.Select(one => one.ShouldHaveSingleItem().Counters.Blue.Requests).ShouldBe(Enumerable.Range(1, IEvidence.MaxSeries).Select(i => (long)i));
    }

    [Fact]
    public async Task Nothing_to_add_is_no_error()
    {
        await Evidence.AppendAsync([], Cancellation);

        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBeEmpty();
    }
}
