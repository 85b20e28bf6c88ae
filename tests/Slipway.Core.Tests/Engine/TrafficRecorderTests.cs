using Shouldly;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.World;
using Xunit;

namespace Slipway.Core.Tests.Engine;

public sealed class TrafficRecorderTests : ISpecs, IMetricSource
{
    private readonly VirtualTime _time = new();
    private readonly InMemoryStore _store;
    private readonly TrafficRecorder _recorder;
    private TrafficSample? _sample;
    private bool _isAway;

    public TrafficRecorderTests()
    {
        _store = new InMemoryStore(_time);
        var ports = new EarthAdapters(new Earth((_, _) => Character.Good, _time, new Testing.Simulation.Checks.Verdicts(_time)));
        _recorder = new TrafficRecorder(new Places(this), new Adapters([ports], [ports], [this], ports), _store, _time);
    }

    string IMetricSource.Name => GatewaySpec.Kind;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_came_between_two_looks_is_added_to_the_minute_of_the_second()
    {
        await LookAsync(1_000, 10);
        await LookAsync(1_100, 11);
        await LookAsync(1_250, 13);

        (await HistoryAsync()).ShouldBe([Minute(0, 250, 3)]);
    }

    [Fact]
    public async Task Both_sides_count_and_a_new_minute_begins_a_new_period()
    {
        await LookAsync(0, 0);
        await LookAsync(100, 1, green: 50);
        _time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(100, 1, green: 50);
        _time.Advance(TimeSpan.FromMinutes(1));
        await LookAsync(100, 1, green: 80);

        (await HistoryAsync()).ShouldBe([Minute(0, 150, 1), Minute(1, 0, 0), Minute(2, 30, 0)]);
    }

    [Fact]
    public async Task Counters_that_were_reset_begin_anew_and_nothing_counts_twice()
    {
        await LookAsync(1_000_000, 500);
        await LookAsync(1_000_010, 500);
        await LookAsync(400_000, 200);
        await LookAsync(400_020, 201);

        (await HistoryAsync()).ShouldBe([Minute(0, 30, 1)]);
    }

    [Fact]
    public async Task A_sample_that_is_no_newer_than_the_last_one_counts_nothing()
    {
        await LookAsync(100, 0);
        await LookAsync(110, 0, seconds: -60);
        await LookAsync(115, 0);

        (await HistoryAsync()).ShouldBe([Minute(0, 5, 0)]);
    }

    [Fact]
    public async Task Where_there_is_nothing_to_read_from_there_is_a_gap_and_then_all_that_came_since()
    {
        await LookAsync(100, 0);
        _sample = null;
        await _recorder.RecordAsync(Cancellation);
        _isAway = true;
        await _recorder.RecordAsync(Cancellation);
        _isAway = false;
        await LookAsync(400, 3, seconds: 30);

        (await HistoryAsync()).ShouldBe([Minute(0, 300, 3)]);
    }

    [Fact]
    public async Task After_another_server_recorded_nothing_counts_twice()
    {
        await LookAsync(100, 0);
        _recorder.Forget();
        await LookAsync(400, 3);
        await LookAsync(410, 3);

        (await HistoryAsync()).ShouldBe([Minute(0, 10, 0)]);
    }

    [Fact]
    public async Task Minutes_become_hours_after_three_days_and_are_gone_after_thirty_one()
    {
        await LookAsync(0, 0);
        for (var day = 0; day < 40; day++)
        {
            await LookAsync((day + 1) * 100, day + 1);
            await _recorder.FoldAsync(Cancellation);
            _time.Advance(TimeSpan.FromDays(1));
        }

        var history = await HistoryAsync();
        history.Count(period => period.Length == TimeSpan.FromMinutes(1)).ShouldBe(4);
        history.Count.ShouldBe(32);
        history.ShouldAllBe(period => period.Requests == 100 && period.Errors == 1);
    }

    Task<SpecSet> ISpecs.ReadAsync(CancellationToken cancellation) =>
        Task.FromResult(new SpecSet([new AppSpec { App = Samples.Key.App, Artifact = "./{version}", Directory = "/srv", Environments = [Samples.Spec(new CanarySpec()) with { Name = Samples.Key.Environment }] }], [], []));

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        _isAway ? throw new PortUnavailableException("away") : Task.FromResult(_sample);

    private async Task LookAsync(long requests, long errors, long green = 0, int seconds = 1)
    {
        var at = (_sample?.At ?? _time.GetUtcNow()).AddSeconds(seconds);
        _sample = new TrafficSample(at, new PerSlot<Counters>(new Counters(requests, errors, LatencyHistogram.Empty), new Counters(green, 0, LatencyHistogram.Empty)));
        await _recorder.RecordAsync(Cancellation);
    }

    private Task<IReadOnlyList<TrafficPeriod>> HistoryAsync() => _store.ReadTrafficAsync(Samples.Key, DateTimeOffset.MinValue, Cancellation);

    private static TrafficPeriod Minute(int minute, long requests, long errors) =>
        new(Samples.Key, new VirtualTime().GetUtcNow().AddMinutes(minute), TimeSpan.FromMinutes(1), requests, errors);
}
