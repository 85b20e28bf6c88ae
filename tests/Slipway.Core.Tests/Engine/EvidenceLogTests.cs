using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class EvidenceLogTests : IEvidence
{
    private readonly VirtualTime _time = new();
    private readonly InMemoryStore _store;
    private readonly EvidenceLog _log;
    private int _writes;
    private bool _isFull;

    public EvidenceLogTests()
    {
        _store = new InMemoryStore(_time);
        _log = new EvidenceLog(this, _time, NullLogger.Instance);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Samples_of_all_rollouts_are_written_together()
    {
        for (var second = 0; second < 5; second++)
        {
            _log.Add("r1", Sample(second));
            _log.Add("r2", Sample(second));
        }

        await _log.WriteAsync(Cancellation);

        _writes.ShouldBe(1);
        (await _store.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).Count.ShouldBe(5);
        (await _store.ReadAsync("r2", DateTimeOffset.MinValue, Cancellation)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_series_is_read_with_what_is_not_written_yet()
    {
        _log.Add("r1", Sample(0));
        await _log.WriteAsync("r1", Cancellation);
        _log.Add("r1", Sample(1));
        _log.Add("r1", Sample(2));

        (await _log.ReadAsync("r1", Sample(1).At, Cancellation)).ShouldBe([Sample(1), Sample(2)]);
        (await _log.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0), Sample(1), Sample(2)]);
    }

    [Fact]
    public async Task What_the_store_does_not_take_is_written_later_in_order()
    {
        _log.Add("r1", Sample(0));
        _isFull = true;
        await _log.WriteAsync(Cancellation);
        _log.Add("r1", Sample(1));
        _isFull = false;
        await _log.WriteAsync(Cancellation);

        (await _store.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0), Sample(1)]);
    }

    [Fact]
    public async Task While_the_store_takes_nothing_the_oldest_are_let_go()
    {
        _isFull = true;
        for (var second = 0; second < 100; second++)
        {
            _log.Add("r1", Sample(second));
            if (second % 10 == 0)
                await _log.WriteAsync(Cancellation);
        }

        var kept = await _log.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation);
        kept.Count.ShouldBe(30);
        kept[^1].ShouldBe(Sample(99));
    }

    Task IEvidence.AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation)
    {
        _writes++;
        return _isFull ? throw new PortUnavailableException("the disk is full") : _store.AppendAsync(batch, cancellation);
    }

    Task<IReadOnlyList<TrafficSample>> IEvidence.ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        _store.ReadAsync(rolloutId, since, cancellation);

    private static TrafficSample Sample(int second) =>
        new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero).AddSeconds(second), new PerSlot<Counters>(new Counters(second, 0, LatencyHistogram.Empty), Counters.Zero));
}
