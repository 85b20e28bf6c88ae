using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class EvidenceReaderTests : IEvidence
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly EvidenceReader _reader;
    private readonly TaskCompletionSource _store = new();
    private readonly List<int> _reads = [];
    private bool _isDown;

    public EvidenceReaderTests() => _reader = new EvidenceReader(this);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Series_that_are_asked_for_at_the_same_time_are_read_together_and_each_gets_its_own()
    {
        var asked = Enumerable.Range(0, 250).Select(i => _reader.ReadAsync(new SeriesTail($"r{i}", Nine.AddSeconds(i)), Cancellation)).ToList();
        _reader.IsBusy.ShouldBeTrue();

        _store.SetResult();

        (await Task.WhenAll(asked)).Select(series => series.Single().At).ShouldBe(Enumerable.Range(0, 250).Select(i => Nine.AddSeconds(i)));
        _reads.Count.ShouldBeLessThan(10);
        _reads.Max().ShouldBe(100);
        _reader.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public async Task A_series_that_is_asked_for_twice_is_read_twice()
    {
        var asked = Enumerable.Range(0, 2).Select(i => _reader.ReadAsync(new SeriesTail("r1", Nine.AddSeconds(i)), Cancellation)).ToList();

        _store.SetResult();

        (await Task.WhenAll(asked)).Select(series => series.Single().At).ShouldBe([Nine, Nine.AddSeconds(1)]);
    }

    [Fact]
    public async Task Who_asks_learns_that_the_store_did_not_answer_and_the_next_one_asks_anew()
    {
        _store.SetResult();
        _isDown = true;
        await Should.ThrowAsync<PortUnavailableException>(() => _reader.ReadAsync(new SeriesTail("r1", Nine), Cancellation));
        _isDown = false;

        (await _reader.ReadAsync(new SeriesTail("r1", Nine), Cancellation)).Count.ShouldBe(1);
    }

    Task IEvidence.AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation) => Task.CompletedTask;

    Task<IReadOnlyList<TrafficSample>> IEvidence.ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<TrafficSample>>([new(since, new PerSlot<Counters>(Counters.Zero, Counters.Zero))]);

    async Task<IReadOnlyList<IReadOnlyList<TrafficSample>>> IEvidence.ReadManyAsync(IReadOnlyList<SeriesTail> tails, CancellationToken cancellation)
    {
        await _store.Task;
        if (_isDown)
            throw new PortUnavailableException("it does not answer");
        _reads.Add(tails.Count);
        var series = new List<IReadOnlyList<TrafficSample>>();
        foreach (var tail in tails)
            series.Add(await ((IEvidence)this).ReadAsync(tail.RolloutId, tail.Since, cancellation));
        return series;
    }
}
