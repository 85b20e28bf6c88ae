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

        (await ClaimAsync("one", Nine, max: 2)).ShouldBe([new Lease("r2", "one", 1), new Lease("r1", "one", 2)], ignoreOrder: true);
        (await ClaimAsync("one", Nine)).ShouldBe([new Lease("r4", "one", 3)]);
        (await ClaimAsync("two", Nine)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_that_ran_out_passes_on_with_a_higher_fence()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one", Nine);

        (await ClaimAsync("two", (Nine + Term).AddTicks(-1))).ShouldBeEmpty();
        (await ClaimAsync("two", Nine + Term)).ShouldBe([new Lease("r1", "two", 2)]);
    }

    [Fact]
    public async Task A_renewed_lease_lasts_a_term_from_then()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var lease = (await ClaimAsync("one", Nine))[0];

        (await Leases.RenewAsync("one", Nine.AddSeconds(5), Term, Cancellation)).ShouldBe([lease]);

        (await ClaimAsync("two", Nine.AddSeconds(14))).ShouldBeEmpty();
        (await ClaimAsync("two", Nine.AddSeconds(15))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Renewing_returns_neither_a_lease_that_passed_on_nor_one_of_an_ended_rollout()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one", Nine);
        await ClaimAsync("two", Nine + Term);
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        await ClaimAsync("one", Nine + Term);
        await Store.AppendAsync(To("r2", 1, Event("promoted")) with { Row = Row("r2", live: false) }, Cancellation);

        (await Leases.RenewAsync("one", Nine + Term, Term, Cancellation)).ShouldBeEmpty();
        (await Leases.RenewAsync("two", Nine + Term, Term, Cancellation)).ShouldBe([new Lease("r1", "two", 2)]);
    }

    [Fact]
    public async Task A_released_lease_is_free_at_once_and_its_fence_goes_on_rising()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var first = (await ClaimAsync("one", Nine))[0];
        await Leases.ReleaseAsync(first, Cancellation);

        var second = (await ClaimAsync("two", Nine))[0];
        second.ShouldBe(new Lease("r1", "two", 2));

        await Leases.ReleaseAsync(first, Cancellation);
        (await ClaimAsync("one", Nine)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_fence_of_a_rollout_that_ended_and_lives_again_goes_on_rising()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await Leases.ReleaseAsync((await ClaimAsync("one", Nine))[0], Cancellation);
        await Store.AppendAsync(To("r1", 1, Event("failed")) with { Row = Row("r1", live: false) }, Cancellation);
        (await ClaimAsync("one", Nine)).ShouldBeEmpty();
        await Store.AppendAsync(To("r1", 2, Event("retried")) with { Row = Row("r1") }, Cancellation);

        (await ClaimAsync("one", Nine)).ShouldBe([new Lease("r1", "one", 2)]);
    }

    [Fact]
    public async Task An_append_under_a_lease_that_passed_on_is_refused()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var old = (await ClaimAsync("one", Nine))[0];
        var current = (await ClaimAsync("two", Nine + Term))[0];

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

        var lease = (await ClaimAsync("one", Nine))[0];
        await Leases.ReleaseAsync(lease, Cancellation);
        await Should.ThrowAsync<StaleFenceException>(() => Store.AppendAsync(To("r1", 1, Event()) with { Lease = lease }, Cancellation));
    }

    [Fact]
    public async Task A_lease_that_ran_out_but_was_not_taken_still_writes()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        var lease = (await ClaimAsync("one", Nine))[0];

        await Store.AppendAsync(To("r1", 1, Event()) with { Lease = lease, Time = Nine.AddHours(1) }, Cancellation);

        (await Leases.RenewAsync("one", Nine.AddHours(1), Term, Cancellation)).ShouldBe([lease]);
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
            while (await ClaimAsync($"owner{owner}", Nine, max: 3) is { Count: > 0 } leases)
                mine.AddRange(leases);
            return mine;
        })));

        var all = claimed.SelectMany(leases => leases).ToList();
        all.Select(lease => lease.RolloutId).Distinct().Count().ShouldBe(Rollouts);
        all.Count.ShouldBe(Rollouts);
        all.Select(lease => lease.Fence).Distinct().Count().ShouldBe(Rollouts);
    }

    /// <summary>Adapters compare fences over all rollouts of an environment: the newer rollout must never look stale.</summary>
    [Fact]
    public async Task The_fence_of_a_later_claim_is_higher_whatever_the_rollout()
    {
        await Store.AppendAsync(Start(Row("r1")), Cancellation);
        await ClaimAsync("one", Nine);
        var retaken = (await ClaimAsync("two", Nine + Term)).Single();
        await Store.AppendAsync(Start(Row("r2")), Cancellation);
        (await ClaimAsync("two", Nine + Term)).Single().Fence.ShouldBeGreaterThan(retaken.Fence);
    }

    private Task<IReadOnlyList<Lease>> ClaimAsync(string owner, DateTimeOffset now, int max = 10) =>
        Leases.ClaimAsync(owner, max, now, Term, Cancellation);
}
