using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Gates.Stops;

public sealed class StopTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly EnvironmentKey Key = new("shop", "production");

    private static readonly FreezeEvent[] Life =
    [
        new StopBegun(new Stop("stop-1", "*/production", "fire", "alice", Now, "freeze-1", [Key]) { Pages = [new MaintenancePage(Key, Samples.Spec(Samples.Canary).Traffic!, "<p>closed</p>")] }),
        new FreezeSet(new Freeze("freeze-1", "*/production", "stop-1: fire", "alice", Now, null)),
        new StopProgressed("stop-1", [], "shop is away", [new StoppedWorkload(Key, Slot.Blue, 3)], IsComplete: false),
        new StopProgressed("stop-1", ["shop-1 is paused"], null, [], IsComplete: true),
        new StopLifted("stop-1", "it is out"),
        new FreezeLifted("freeze-1", "it is out"),
        new StopProgressed("stop-1", [], "shop is not ready", [], IsComplete: false) { Started = [new StoppedWorkload(Key, Slot.Blue, 3)] },
        new StopProgressed("stop-1", ["shop-1 goes on"], null, [], IsComplete: true),
    ];

    [Fact]
    public void It_stands_once_all_is_held_still_and_is_over_once_all_of_that_is_undone()
    {
        After(2).Stops.Single().Phase.ShouldBe(StopPhase.Stopping);
        After(3).Stops.Single().Trouble.ShouldBe("shop is away");
        var standing = After(4).Stops.Single();
        (standing.Phase, standing.Trouble).ShouldBe((StopPhase.Standing, null));
        standing.Done.ShouldBe(["shop-1 is paused"]);
        standing.Stopped.ShouldBe([new StoppedWorkload(Key, Slot.Blue, 3)]);
        After(6).Stops.Single().Phase.ShouldBe(StopPhase.Resuming);
        After(7).Stops.Single().Started.ShouldBe([new StoppedWorkload(Key, Slot.Blue, 3)]);
        After(8).Stops.ShouldBeEmpty();
        After(8).StopCount.ShouldBe(1);
    }

    [Fact]
    public void What_is_carried_over_a_removal_of_old_events_is_the_same()
    {
        for (var count = 0; count <= Life.Length; count++)
        {
            var state = After(count);
            var carried = FreezeState.None.Apply(state.Carry(Now), state.Version);
            (carried.StopCount, carried.Count).ShouldBe((state.StopCount, state.Count));
            carried.Stops.ShouldBe(state.Stops);
        }
    }

    [Fact]
    public void It_is_stored_and_read_back_as_it_was()
    {
        var state = FreezeState.None;
        foreach (var (e, version) in Life.Select((e, index) => (e, index + 1)))
        {
            var data = EventCodec.Encode(e);
            var stored = new StoredEvent(version, Streams.Freezes, version, data.Type, data.Json, Now, "alice", default, default);
            state = state.Apply(EventCodec.DecodeFreeze(stored), version);
            state.Stops.Select(Told).ShouldBe(After(version).Stops.Select(Told));
        }
    }

    private static string Told(Stop stop) => string.Join('|', [
        stop.Id, $"{stop.Number}", $"{stop.Phase}", stop.Trouble, .. stop.Done, .. stop.Stopped.Select(w => $"{w}"), .. stop.Started.Select(w => $"{w}"),
        .. stop.ToZero.Select(key => $"{key}"), .. stop.Pages.Select(page => $"{page}")]);

    private static FreezeState After(int count) =>
        Life.Take(count).Select((e, index) => (e, index + 1)).Aggregate(FreezeState.None, (state, next) => state.Apply(next.e, next.Item2));
}
