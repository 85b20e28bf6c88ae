using Shouldly;
using Slipway.Core.Audit;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every event store promises. A subclass opens a new, empty one for each test.</summary>
public abstract class EventStoreContract : StoreContract
{
    [Fact]
    public async Task An_append_returns_the_events_that_are_read_back()
    {
        var odd = Event("gate-waited", """{"reason":"größer, \"quoted\" 🚢\n"}""");
        var append = To("r1", 0, Event(), odd) with { Time = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.FromHours(1)).AddTicks(7) };

        var stored = await Store.AppendAsync(append, Cancellation);

        stored.Select(one => (one.Position, one.Version)).ShouldBe([(1L, 1), (2L, 2)]);
        stored[1].Json.ShouldBe(odd.Json);
        (await Store.ReadStreamAsync("r1", 0, Cancellation)).ShouldBe(stored);
        (await Store.ReadAllAsync(0, 10, Cancellation)).ShouldBe(stored);
        stored[1].Time.ShouldBe(Nine.AddTicks(7));
    }

    [Fact]
    public async Task From_where_an_actor_acted_is_read_back_and_is_part_of_the_chain()
    {
        await Store.AppendAsync(To("r1", 0, Event()) with { Actor = new Actor("alice", "cli 10.0.0.5 token größe") }, Cancellation);
        await Store.AppendAsync(To("r1", 1, Event()), Cancellation);

        var all = await Store.ReadAllAsync(0, 10, Cancellation);

        all.Select(one => (one.Actor, one.Origin)).ShouldBe([("alice", "cli 10.0.0.5 token größe"), ("alice", null)]);
        ChainVerifier.Verify(ChainHead.Genesis, all).Fault.ShouldBeNull();
        ChainVerifier.Verify(ChainHead.Genesis, [all[0] with { Origin = null }, all[1]]).Fault!.Position.ShouldBe(1);
    }

    [Fact]
    public async Task Events_form_one_chain_over_all_streams()
    {
        await Store.AppendAsync(To("r1", 0, Event(), Event()), Cancellation);
        var two = To("r1", 2, Event()) with { Streams = [new("r1", 2, [Event()]), new("storefront/production", 0, [Event(), Event()])] };
        await Store.AppendAsync(two, Cancellation);

        var all = await Store.ReadAllAsync(0, 10, Cancellation);

        all.Select(one => (one.Position, one.Stream, one.Version)).ShouldBe(
            [(1, "r1", 1), (2, "r1", 2), (3, "r1", 3), (4, "storefront/production", 1), (5, "storefront/production", 2)]);
        ChainVerifier.Verify(ChainHead.Genesis, all).ShouldBe(new ChainReport(new ChainHead(5, all[^1].Hash), null));
    }

    [Fact]
    public async Task Reading_begins_after_the_place_given_and_keeps_to_the_limit()
    {
        await Store.AppendAsync(To("r1", 0, Event(), Event(), Event()), Cancellation);
        await Store.AppendAsync(To("r2", 0, Event()), Cancellation);

        (await Store.ReadAllAsync(1, 2, Cancellation)).Select(one => one.Position).ShouldBe([2, 3]);
        (await Store.ReadStreamAsync("r1", 2, Cancellation)).Select(one => one.Version).ShouldBe([3]);
        (await Store.ReadStreamAsync("r1", 3, Cancellation)).ShouldBeEmpty();
        (await Store.ReadStreamAsync("none", 0, Cancellation)).ShouldBeEmpty();
        (await Store.ReadAllAsync(4, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_head_is_the_position_of_the_newest_event()
    {
        (await Store.HeadAsync(Cancellation)).ShouldBe(0);
        await Store.AppendAsync(To("r1", 0, Event(), Event()), Cancellation);
        await Store.AppendAsync(To("r2", 0, Event()), Cancellation);
        (await Store.HeadAsync(Cancellation)).ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task An_append_at_another_version_is_refused(int expected)
    {
        await Store.AppendAsync(To("r1", 0, Event()), Cancellation);

        var refusal = await Should.ThrowAsync<StreamConflictException>(() => Store.AppendAsync(To("r1", expected, Event()), Cancellation));

        refusal.Stream.ShouldBe("r1");
        (await Store.ReadAllAsync(0, 10, Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_append_leaves_nothing_behind()
    {
        await Store.AppendAsync(To("r1", 0, Event()), Cancellation);
        var half = To("r2", 0, Event()) with
        {
            Streams = [new("r2", 0, [Event()]), new("r1", 7, [Event()])],
            Row = Row("r2"),
            Outbox = [Message("r2/1", "r2")],
        };

        await Should.ThrowAsync<StreamConflictException>(() => Store.AppendAsync(half, Cancellation));

        (await Store.ReadStreamAsync("r2", 0, Cancellation)).ShouldBeEmpty();
        (await Store.FindRolloutAsync("r2", Cancellation)).ShouldBeNull();
        (await Outbox.ReadPendingAsync(10, Cancellation)).ShouldBeEmpty();
        (await Store.AppendAsync(To("r1", 1, Event()), Cancellation))[0].Position.ShouldBe(2);
    }

    [Fact]
    public async Task An_append_without_events_is_a_bug_of_the_caller()
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.AppendAsync(To("r1", 0), Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Store.AppendAsync(To("r1", 0) with { Streams = [] }, Cancellation));
    }

    [Fact]
    public async Task A_rollout_s_row_is_as_the_last_append_has_it()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var ended = Row("r1", live: false) with { FromVersion = null, EndedAt = Nine.AddMinutes(3).AddTicks(1), Summary = "Promoted – done" };
        await Store.AppendAsync(To("r1", 1, Event("promoted")) with { Row = ended }, Cancellation);

        (await Store.FindRolloutAsync("r1", Cancellation)).ShouldBe(ended);
        (await Store.FindRolloutAsync("r2", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Rollouts_are_listed_newest_first_by_app_environment_and_life()
    {
        await Store.AppendAsync(Start(Row("r1", live: false)), Cancellation);
        await Store.AppendAsync(Start(Row("r2") with { StartedAt = Nine.AddMinutes(2) }), Cancellation);
        await Store.AppendAsync(Start(Row("r3", environment: "staging") with { StartedAt = Nine.AddMinutes(1) }), Cancellation);
        await Store.AppendAsync(Start(Row("r4", app: "search") with { StartedAt = Nine.AddMinutes(3) }), Cancellation);

        (await Listed(null, null, false, 10)).ShouldBe(["r4", "r2", "r3", "r1"]);
        (await Listed("storefront", null, false, 10)).ShouldBe(["r2", "r3", "r1"]);
        (await Listed("storefront", "production", false, 10)).ShouldBe(["r2", "r1"]);
        (await Listed(null, "production", true, 10)).ShouldBe(["r4", "r2"]);
        (await Listed(null, null, false, 2)).ShouldBe(["r4", "r2"]);
    }

    [Fact]
    public async Task A_wait_ends_with_the_event_that_it_waits_for()
    {
        await Store.AppendAsync(To("r1", 0, Event()), Cancellation);
        await Store.WaitForEventsAsync(0, TimeSpan.FromHours(1), Cancellation);

        var waiting = Store.WaitForEventsAsync(1, TimeSpan.FromHours(1), Cancellation);
        waiting.IsCompleted.ShouldBeFalse();
        await Store.AppendAsync(To("r1", 1, Event()), Cancellation);

        await waiting;
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_or_when_it_is_cancelled()
    {
        await Store.WaitForEventsAsync(0, TimeSpan.FromMilliseconds(1), Cancellation);

        using var stop = new CancellationTokenSource();
        var waiting = Store.WaitForEventsAsync(0, TimeSpan.FromHours(1), stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Writers_on_many_streams_leave_one_chain_without_gaps()
    {
        const int Writers = 8;
        const int Appends = 50;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var version = 0; version < Appends; version++)
                await Store.AppendAsync(To($"r{writer}", version, Event()), Cancellation);
        })));

        var all = await Store.ReadAllAsync(0, int.MaxValue, Cancellation);

        all.Select(one => one.Position).ShouldBe(Enumerable.Range(1, Writers * Appends).Select(position => (long)position));
        ChainVerifier.Verify(ChainHead.Genesis, all).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Of_many_writers_at_one_version_one_succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await Store.AppendAsync(To("r1", 0, Event()), Cancellation);
                return true;
            }
            catch (StreamConflictException)
            {
                return false;
            }
        })));

        outcomes.Count(won => won).ShouldBe(1);
        (await Store.ReadAllAsync(0, 10, Cancellation)).Count.ShouldBe(1);
    }

    private async Task<IEnumerable<string>> Listed(string? app, string? environment, bool liveOnly, int limit) =>
        (await Store.ListRolloutsAsync(app, environment, liveOnly, limit, Cancellation)).Select(row => row.Id);

    [Fact]
    public async Task The_rest_of_many_streams_is_read_at_once_stream_by_stream()
    {
        await Store.AppendAsync(To("r2", 0, Event("one"), Event("two"), Event("three")), Cancellation);
        await Store.AppendAsync(To("r1", 0, Event("four")), Cancellation);
        await Store.AppendAsync(To("r3", 0, Event("five")), Cancellation);
        await Store.AppendAsync(To("r1", 1, Event("six")), Cancellation);

        var read = await Store.ReadStreamsAsync([new StreamTail("r2", 1), new StreamTail("r1", 0), new StreamTail("r3", 1), new StreamTail("none", 0)], Cancellation);

        read.Where(e => e.Stream == "r1").Select(e => e.Type).ShouldBe(["four", "six"]);
        read.Where(e => e.Stream == "r2").Select(e => e.Type).ShouldBe(["two", "three"]);
        read.Count.ShouldBe(4);
        (await Store.ReadStreamsAsync([], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_writes_the_row_of_the_rollout_whose_place_it_takes_as_well()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var first = To("r2", 0, Event()) with { Row = Row("r2"), ReplacedRow = Row("r1", live: false) };

        await Store.AppendAsync(first, Cancellation);

        (await Store.FindRolloutAsync("r1", Cancellation)).ShouldBe(Row("r1", live: false));
        (await Store.FindRolloutAsync("r2", Cancellation)).ShouldBe(Row("r2"));
    }
}
