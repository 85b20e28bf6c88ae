using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Upkeep;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine.Trains;

public sealed class TrainLedgerTests
{
    private static readonly TrainPlanned Planned = new(
        "spring-1", "production", [new PlannedApp("shop", 0, ReleaseVersion.Parse("2.0.0"), Digest.Of("x"))], OnFailure.Rollback, TimeSpan.Zero, null);

    private readonly VirtualTime _time = new();
    private readonly InMemoryStore _store;
    private readonly TrainLedger _trains;

    public TrainLedgerTests()
    {
        _store = new InMemoryStore(_time);
        _trains = new TrainLedger(_store, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retention_leaves_a_train_that_is_under_way_and_removes_one_that_is_over()
    {
        var train = await OpenAsync(_trains);
        _time.Advance(TimeSpan.FromDays(10));
        var pruner = new Pruner(_store, _store, _time);
        (await pruner.PlanAsync(_time.GetUtcNow(), Cancellation)).HeldBy.ShouldBe("release spring-1.1, which is under way");

        await _trains.RecordAsync(train, new TrainEnded(TrainPhase.Succeeded, "done"), "conductor", Cancellation);
        _time.Advance(TimeSpan.FromDays(10));
        var plan = await pruner.PlanAsync(_time.GetUtcNow(), Cancellation);
        plan.Events.ShouldBe(4);
        await pruner.PruneAsync(plan, null, _ => { }, Cancellation);

        (await _trains.LoadAsync(train.Id, Cancellation)).ShouldBeNull();
        (await OpenAsync(_trains)).Name.ShouldBe("spring-1");
        (await new TrainLedger(_store, _time).LiveAsync(Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_servers_that_begin_a_train_at_once_give_them_names_of_their_own()
    {
        var other = new TrainLedger(_store, _time);
        var ids = await Task.WhenAll(OpenAsync(_trains), OpenAsync(other), OpenAsync(_trains));

        ids.Select(t => t.Id).Order(StringComparer.Ordinal).ShouldBe(["spring-1.1", "spring-1.2", "spring-1.3"]);
        (await other.LiveAsync(Cancellation)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_name_that_a_forgotten_train_has_is_not_given_again()
    {
        await _store.AppendAsync(new Append([new StreamAppend("train/spring-1.1", 0, [EventCodec.Encode(Planned)])], _time.GetUtcNow(), "alice", null, null, []), Cancellation);

        (await OpenAsync(_trains)).Id.ShouldBe("spring-1.2");
    }

    private static async Task<TrainState> OpenAsync(TrainLedger trains) => (await trains.OpenAsync(Planned, _ => null, "alice", Cancellation)).Value!;
}
