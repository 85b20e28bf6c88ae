using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every store promises that gives up what is old: the rest is as it was, and the chain goes on.</summary>
public abstract class RetentionContract : StoreContract
{
    private static readonly DateTimeOffset Run = Nine.AddDays(90);

    [Fact]
    public async Task What_was_removed_is_gone_and_a_checkpoint_says_where_the_chain_goes_on()
    {
        await FillAsync();
        var all = await Store.ReadAllAsync(0, 100, Cancellation);
        (await Retention.ReadCheckpointAsync(Cancellation)).ShouldBeNull();

        await Retention.RemoveEventsAsync(2, Run, Cancellation);

        (await Store.ReadAllAsync(0, 100, Cancellation)).ShouldBe(all.Skip(2));
        (await Store.HeadAsync(Cancellation)).ShouldBe(all[^1].Position);
        (await Retention.ReadCheckpointAsync(Cancellation)).ShouldBe(new Checkpoint(2, all[1].Hash, Run, 2));
        (await Store.ReadStreamAsync("r1", 0, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_parts_of_one_removal_leave_one_checkpoint_and_the_next_removal_another()
    {
        await FillAsync();
        var all = await Store.ReadAllAsync(0, 100, Cancellation);

        await Retention.RemoveEventsAsync(1, Run, Cancellation);
        await Retention.RemoveEventsAsync(3, Run, Cancellation);
        (await Retention.ReadCheckpointAsync(Cancellation)).ShouldBe(new Checkpoint(3, all[2].Hash, Run, 3));

        await Retention.RemoveEventsAsync(4, Run.AddDays(1), Cancellation);
        (await Retention.ReadCheckpointAsync(Cancellation)).ShouldBe(new Checkpoint(4, all[3].Hash, Run.AddDays(1), 1));
        await Should.ThrowAsync<ArgumentException>(() => Retention.RemoveEventsAsync(4, Run, Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Retention.RemoveEventsAsync(100, Run, Cancellation));
    }

    [Fact]
    public async Task The_last_event_stays_so_that_the_next_can_follow_it()
    {
        await FillAsync();
        var last = (await Store.ReadAllAsync(0, 100, Cancellation))[^1];
        await Should.ThrowAsync<ArgumentException>(() => Retention.RemoveEventsAsync(last.Position, Run, Cancellation));
        await Retention.RemoveEventsAsync(last.Position - 1, Run, Cancellation);

        var next = await Store.AppendAsync(To("r9", 0, Event()), Cancellation);

        ChainVerifier.Verify(ChainHead.After(last), next).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Versions_go_on_where_the_beginning_of_a_stream_is_gone()
    {
        await FillAsync();
        await Retention.RemoveEventsAsync(3, Run, Cancellation);

        await Should.ThrowAsync<StreamConflictException>(() => Store.AppendAsync(To("r2", 1, Event()), Cancellation));
        await Store.AppendAsync(To("r2", 2, Event()), Cancellation);

        (await Store.ReadStreamAsync("r2", 0, Cancellation)).Select(e => e.Version).ShouldBe([2, 3]);
        (await Store.ReadStreamAsync("r2", 2, Cancellation)).Select(e => e.Version).ShouldBe([3]);
    }

    [Fact]
    public async Task With_the_first_event_of_a_rollout_all_else_of_it_goes_and_of_others_nothing()
    {
        await FillAsync();
        foreach (var rollout in new[] { "r1", "r2" })
        {
            await Evidence.AppendAsync([new RolloutSamples(rollout, [Sample(0, 100)])], Cancellation);
            await Snapshots.WriteSnapshotAsync(new Snapshot(rollout, 1, 1, "{}", Digest.Of("1")), Cancellation);
        }

        await Retention.RemoveEventsAsync(2, Run, Cancellation);

        (await Store.ListRolloutsAsync(null, null, liveOnly: false, 100, Cancellation)).ShouldBe([Row("r2", live: false)]);
        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBeEmpty();
        (await Evidence.ReadAsync("r2", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 100)]);
        (await Snapshots.ReadSnapshotsAsync(["r1", "r2"], Cancellation)).Select(s => s.Stream).ShouldBe(["r2"]);
    }

    [Fact]
    public async Task Fences_rise_on_over_a_removal()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await Leases.RenewAsync(new ServerNote("one", "", ""), Term, Cancellation);
        var fence = (await Leases.ClaimAsync("one", 10, Cancellation)).ShouldHaveSingleItem().Fence;
        await Store.AppendAsync(To("r1", 1, Event()) with { Row = Row("r1", live: false) }, Cancellation);
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await Retention.RemoveEventsAsync(2, Run, Cancellation);

        (await Leases.ClaimAsync("one", 10, Cancellation)).ShouldHaveSingleItem().Fence.ShouldBeGreaterThan(fence);
    }

    [Fact]
    public async Task Notices_go_once_they_are_delivered_and_old_enough()
    {
        await Store.AppendAsync(To("r1", 0, Event()) with { Outbox = [Message("1"), Message("2"), Message("3")] }, Cancellation);
        await Store.AppendAsync(To("r1", 1, Event()) with { Outbox = [Message("4")], Time = Nine.AddDays(1) }, Cancellation);
        foreach (var pending in (await Outbox.ReadPendingAsync(10, Cancellation)).Where(p => p.Message.Key != "2"))
            await Outbox.MarkDeliveredAsync(pending.Id, Nine, Cancellation);

        (await Retention.RemoveDeliveredAsync(Nine.AddDays(1), 1, Cancellation)).ShouldBe(1);
        (await Retention.RemoveDeliveredAsync(Nine.AddDays(1), 10, Cancellation)).ShouldBe(1);
        (await Retention.RemoveDeliveredAsync(Nine.AddDays(1), 10, Cancellation)).ShouldBe(0);

        (await Outbox.ReadPendingAsync(10, Cancellation)).Select(p => p.Message.Key).ShouldBe(["2"]);
        await Store.AppendAsync(To("r1", 2, Event()) with { Outbox = [Message("4"), Message("5")] }, Cancellation);
        (await Outbox.ReadPendingAsync(10, Cancellation)).Select(p => p.Message.Key).ShouldBe(["2", "5"]);
    }

    [Fact]
    public async Task Measurements_go_by_their_age_but_not_those_of_live_rollouts()
    {
        await Store.AppendAsync(Start(Row("r1", live: false)), Cancellation);
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await Evidence.AppendAsync([new RolloutSamples("r1", [Sample(0, 100)])], Cancellation);
        await Evidence.AppendAsync([new RolloutSamples("r1", [Sample(60, 200)])], Cancellation);
        await Evidence.AppendAsync([new RolloutSamples("r2", [Sample(0, 100)])], Cancellation);

        (await Retention.RemoveEvidenceAsync(Nine.AddSeconds(60), 10, Cancellation)).ShouldBe(1);
        (await Retention.RemoveEvidenceAsync(Nine.AddSeconds(60), 10, Cancellation)).ShouldBe(0);

        (await Evidence.ReadAsync("r1", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(60, 200)]);
        (await Evidence.ReadAsync("r2", DateTimeOffset.MinValue, Cancellation)).ShouldBe([Sample(0, 100)]);
    }

    [Fact]
    public async Task Rows_and_snapshots_of_a_range_of_streams_are_replaced_and_no_others()
    {
        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            await Store.AppendAsync(Start(Row(id)), Cancellation);
            await Snapshots.WriteSnapshotAsync(new Snapshot(id, 1, 1, "{}", Digest.Of("1")), Cancellation);
        }

        (await Models.ListStreamsAsync("", 3, Cancellation)).ShouldBe(["a", "b", "c"]);
        (await Models.ListStreamsAsync("c", 3, Cancellation)).ShouldBe(["d"]);
        var snapshot = new Snapshot("c", 7, 1, "{}", Digest.Of("7"));
        await Models.ReplaceAsync("a", "c", [Row("c", live: false)], [snapshot], Cancellation);

        (await Store.ListRolloutsAsync(null, null, liveOnly: false, 100, Cancellation)).ShouldBe([Row("a"), Row("c", live: false), Row("d")], ignoreOrder: true);
        (await Snapshots.ReadSnapshotsAsync(["a", "b", "c", "d"], Cancellation)).Select(s => (s.Stream, s.Version)).ShouldBe([("a", 1), ("c", 7), ("d", 1)], ignoreOrder: true);

        await Models.ReplaceAsync("a", null, [], [], Cancellation);
        (await Store.ListRolloutsAsync(null, null, liveOnly: false, 100, Cancellation)).ShouldBe([Row("a")]);
    }

    /// <summary>Two rollouts that have ended, and an environment: five events.</summary>
    private async Task FillAsync()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await Store.AppendAsync(To("r1", 1, Event()) with { Row = Row("r1", live: false) }, Cancellation);
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await Store.AppendAsync(To("r2", 1, Event()) with { Row = Row("r2", live: false) }, Cancellation);
        await Store.AppendAsync(To("environment/shop/production", 0, Event()), Cancellation);
    }
}
