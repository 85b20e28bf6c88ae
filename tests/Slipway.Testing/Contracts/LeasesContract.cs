using Shouldly;
using Slipway.Core.Ports;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every keeper of leases promises.</summary>
public abstract class LeasesContract : StoreContract
{
    [Fact]
    public async Task A_claim_takes_live_rollouts_oldest_first_up_to_its_bound()
    {
        await Store.AppendAsync(Start(Row("r1") with { StartedAt = Nine.AddMinutes(1) }), Cancellation);
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await Store.AppendAsync(Start(Row("r3", live: false)), Cancellation);
        await Store.AppendAsync(Start(Row("r4") with { StartedAt = Nine.AddMinutes(2) }), Cancellation);

        (await ClaimAsync("one", max: 2)).ShouldBe([new Lease("r2", "one", 1), new Lease("r1", "one", 2)], ignoreOrder: true);
        (await ClaimAsync("one")).ShouldBe([new Lease("r4", "one", 3)]);
        (await ClaimAsync("two")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_server_held_passes_on_a_term_after_its_last_word_with_a_higher_fence()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one");
        await EnrolAsync("two");

        Clock.Advance(Term - TimeSpan.FromTicks(1));
        (await ClaimAsync("two")).ShouldBeEmpty();
        Clock.Advance(TimeSpan.FromTicks(1));
        await EnrolAsync("two");
        (await ClaimAsync("two", enrol: false)).ShouldBe([new Lease("r1", "two", 2)]);
    }

    [Fact]
    public async Task A_server_that_renews_keeps_what_it_holds()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var lease = (await ClaimAsync("one"))[0];

        Clock.Advance(Term / 2);
        (await EnrolAsync("one")).ShouldBe(new Standing(Servers: 1, Live: 1, Held: 1));
        Clock.Advance(Term - TimeSpan.FromTicks(1));
        (await ClaimAsync("two")).ShouldBeEmpty();
        (await Leases.HeldAsync("one", Cancellation)).ShouldBe([lease]);

        Clock.Advance(TimeSpan.FromTicks(1));
        (await ClaimAsync("two")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Held_is_neither_what_passed_on_nor_what_has_ended()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one");
        Clock.Advance(Term);
        await ClaimAsync("two");
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await ClaimAsync("one");
        await Store.AppendAsync(To("r2", 1, Event("promoted")) with { Row = Row("r2", live: false) }, Cancellation);

        (await Leases.HeldAsync("one", Cancellation)).ShouldBeEmpty();
        (await Leases.HeldAsync("two", Cancellation)).ShouldBe([new Lease("r1", "two", 2)]);
        (await EnrolAsync("one")).ShouldBe(new Standing(Servers: 2, Live: 1, Held: 0));
    }

    [Fact]
    public async Task A_server_that_leaves_frees_all_that_it_held_at_once()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one");
        var role = await TakeAsync("keeper/a", "one");

        await Leases.LeaveAsync("one", Cancellation);

        (await Leases.ServersAsync(Cancellation)).ShouldBeEmpty();
        (await ClaimAsync("two")).Single().Owner.ShouldBe("two");
        (await TakeAsync("keeper/a", "two"))!.Fence.ShouldBeGreaterThan(role!.Fence);
    }

    [Fact]
    public async Task A_role_has_one_living_holder()
    {
        await EnrolAsync("one");
        await EnrolAsync("two");
        var first = await TakeAsync("keeper/a", "one");

        first.ShouldBe(new Lease("keeper/a", "one", 1));
        (await TakeAsync("keeper/a", "one")).ShouldBe(first);
        (await TakeAsync("keeper/a", "two")).ShouldBeNull();
        (await TakeAsync("keeper/b", "two"))!.Fence.ShouldBe(2);
        (await Leases.HolderAsync("keeper/a", Cancellation)).ShouldBe(Note("one"));

        Clock.Advance(Term);
        (await Leases.HolderAsync("keeper/a", Cancellation)).ShouldBeNull();
        await EnrolAsync("two");
        (await TakeAsync("keeper/a", "two")).ShouldBe(new Lease("keeper/a", "two", 3));
        await EnrolAsync("one");
        (await TakeAsync("keeper/a", "one")).ShouldBeNull();
        (await Leases.HolderAsync("keeper/a", Cancellation)).ShouldBe(Note("two"));
    }

    [Fact]
    public async Task A_released_role_is_free_and_a_server_that_is_not_enrolled_takes_none()
    {
        (await TakeAsync("keeper/a", "nobody")).ShouldBeNull();
        await EnrolAsync("one");
        await EnrolAsync("two");
        await Leases.ReleaseAsync([(await TakeAsync("keeper/a", "one"))!], Cancellation);
        (await TakeAsync("keeper/a", "two"))!.Fence.ShouldBe(2);
    }

    [Fact]
    public async Task The_living_servers_are_listed_with_what_they_said_last()
    {
        await EnrolAsync("two");
        await EnrolAsync("one");
        await Leases.RenewAsync(Note("two") with { Url = "http://127.0.0.1:2" }, Term, Cancellation);
        (await Leases.ServersAsync(Cancellation)).ShouldBe([Note("one"), Note("two") with { Url = "http://127.0.0.1:2" }]);

        Clock.Advance(Term);
        (await Leases.ServersAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_released_lease_is_free_at_once_and_its_fence_goes_on_rising()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var first = (await ClaimAsync("one"))[0];
        await Leases.ReleaseAsync([first], Cancellation);

        var second = (await ClaimAsync("two"))[0];
        second.ShouldBe(new Lease("r1", "two", 2));

        await Leases.ReleaseAsync([first], Cancellation);
        (await ClaimAsync("one")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_fence_of_a_rollout_that_ended_and_lives_again_goes_on_rising()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await Leases.ReleaseAsync(await ClaimAsync("one"), Cancellation);
        await Store.AppendAsync(To("r1", 1, Event("failed")) with { Row = Row("r1", live: false) }, Cancellation);
        (await ClaimAsync("one")).ShouldBeEmpty();
        await Store.AppendAsync(To("r1", 2, Event("retried")) with { Row = Row("r1") }, Cancellation);

        (await ClaimAsync("one")).ShouldBe([new Lease("r1", "one", 2)]);
    }

    [Fact]
    public async Task An_append_under_a_lease_that_passed_on_is_refused()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var old = (await ClaimAsync("one"))[0];
        Clock.Advance(Term);
        var current = (await ClaimAsync("two"))[0];

        // A stale owner must stop even where its stream version is old as well.
        await Should.ThrowAsync<StaleFenceException>(() => Store.AppendAsync(To("r1", 1, Event()) with { Lease = old }, Cancellation));
        await Should.ThrowAsync<StaleFenceException>(() => Store.AppendAsync(To("r1", 0, Event()) with { Lease = old }, Cancellation));
        await Should.ThrowAsync<StaleFenceException>(() => Store.AppendAsync(To("r1", 1, Event()) with { Lease = current with { Owner = "one" } }, Cancellation));

        await Store.AppendAsync(To("r1", 1, Event()) with { Lease = current }, Cancellation);
    }

    [Fact]
    public async Task An_append_under_a_lease_that_was_released_or_never_given_is_refused()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await Should.ThrowAsync<StaleFenceException>(
            () => Store.AppendAsync(To("r1", 1, Event()) with { Lease = new Lease("r1", "one", 1) }, Cancellation));

        var lease = (await ClaimAsync("one"))[0];
        await Leases.ReleaseAsync([lease], Cancellation);
        await Should.ThrowAsync<StaleFenceException>(() => Store.AppendAsync(To("r1", 1, Event()) with { Lease = lease }, Cancellation));
    }

    [Fact]
    public async Task A_server_that_was_taken_for_dead_still_writes_where_nobody_took_its_place()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var lease = (await ClaimAsync("one"))[0];

        Clock.Advance(TimeSpan.FromHours(1));

        await Store.AppendAsync(To("r1", 1, Event()) with { Lease = lease }, Cancellation);

        (await EnrolAsync("one")).Held.ShouldBe(1);
    }

    [Fact]
    public async Task Claimers_at_the_same_time_never_get_the_same_rollout()
    {
        const int Rollouts = 40;
        for (var i = 0; i < Rollouts; i++)
            await Store.AppendAsync(Start(Row($"r{i}")), Cancellation);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(owner => Task.Run(async () =>
        {
            var mine = new List<Lease>();
            while (await ClaimAsync($"owner{owner}", max: 3) is { Count: > 0 } leases)
                mine.AddRange(leases);
            return mine;
        })));

        var all = claimed.SelectMany(leases => leases).ToList();
        all.Select(lease => lease.Name).Distinct().Count().ShouldBe(Rollouts);
        all.Count.ShouldBe(Rollouts);
        all.Select(lease => lease.Fence).Distinct().Count().ShouldBe(Rollouts);
    }

    /// <summary>Adapters compare fences over all rollouts of an environment: the newer rollout must never look stale.</summary>
    [Fact]
    public async Task The_fence_of_a_later_claim_is_higher_whatever_the_rollout()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one");
        Clock.Advance(Term);
        var retaken = (await ClaimAsync("two")).Single();
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        (await ClaimAsync("two")).Single().Fence.ShouldBeGreaterThan(retaken.Fence);
    }

    private static ServerNote Note(string id) => new(id, "http://127.0.0.1:1", "folder");

    private Task<Standing> EnrolAsync(string id) => Leases.RenewAsync(Note(id), Term, Cancellation);

    private Task<Lease?> TakeAsync(string name, string owner) => Leases.TakeAsync(name, owner, Cancellation);

    private async Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max = 10, bool enrol = true)
    {
        if (enrol)
            await EnrolAsync(owner);
        return await Leases.ClaimAsync(owner, max, Cancellation);
    }
}
