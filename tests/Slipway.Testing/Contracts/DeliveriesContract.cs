using Shouldly;
using Slipway.Core.Ports;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every store promises of notices on their way to their destinations.</summary>
public abstract class DeliveriesContract : StoreContract
{
    [Fact]
    public async Task A_notice_is_handed_on_once_and_is_then_pending_for_each_destination()
    {
        var pending = await TellAsync("r1/1");

        (await Deliveries.HandOnAsync(pending[0].Id, ["team", "pager"], Nine, Cancellation)).ShouldBeTrue();
        (await Deliveries.HandOnAsync(pending[0].Id, ["team", "mail"], Nine, Cancellation)).ShouldBeFalse();

        (await Outbox.ReadPendingAsync(10, Cancellation)).ShouldBeEmpty();
        var first = (await Deliveries.ReadFirstAsync("team", 10, Cancellation)).ShouldHaveSingleItem();
        first.ShouldBe(new Delivery(first.Id, "team", Message("r1/1"), Nine, DeliveryState.Pending, 0, Nine, Nine, null));
        (await Deliveries.ListOpenAsync(10, Cancellation)).Select(d => d.Destination).ShouldBe(["team", "pager"]);
    }

    [Fact]
    public async Task Only_the_oldest_notice_is_handed_on_so_that_two_servers_keep_the_order()
    {
        var pending = await TellAsync("r1/1", "r1/2");

        (await Deliveries.HandOnAsync(pending[1].Id, ["team"], Nine, Cancellation)).ShouldBeFalse();
        (await Deliveries.HandOnAsync(pending[0].Id, [], Nine, Cancellation)).ShouldBeTrue();
        (await Deliveries.HandOnAsync(pending[1].Id, ["team"], Nine, Cancellation)).ShouldBeTrue();

        (await KeysAsync("team")).ShouldBe(["r1/2"]);
    }

    [Fact]
    public async Task Of_each_rollout_the_oldest_is_first_and_the_next_only_once_that_one_has_ended()
    {
        await HandOnAsync("team", "r1/1", "r1/2", "r2/1");
        (await KeysAsync("team")).ShouldBe(["r1/1", "r2/1"]);

        var first = (await Deliveries.ReadFirstAsync("team", 10, Cancellation))[0];
        await Deliveries.RecordAsync(first.Id, new DeliveryTry(DeliveryState.Pending, 1, Nine.AddMinutes(1), "503"), Nine, Cancellation);
        var waiting = (await Deliveries.ReadFirstAsync("team", 10, Cancellation))[^1];
        (waiting.Message.Key, waiting.Attempts, waiting.Due, waiting.Error).ShouldBe(("r1/1", 1, Nine.AddMinutes(1), "503"));

        await Deliveries.RecordAsync(first.Id, new DeliveryTry(DeliveryState.Delivered, 2, Nine, null), Nine, Cancellation);
        (await KeysAsync("team")).ShouldBe(["r1/2", "r2/1"]);
        await Deliveries.RecordAsync((await Deliveries.ReadFirstAsync("team", 1, Cancellation))[0].Id, new DeliveryTry(DeliveryState.Dead, 1, Nine, "404"), Nine, Cancellation);
        (await KeysAsync("team")).ShouldBe(["r2/1"]);
        (await Deliveries.ListOpenAsync(10, Cancellation)).Select(d => (d.Message.Key, d.State)).ShouldBe([("r1/2", DeliveryState.Dead), ("r2/1", DeliveryState.Pending)]);
        (await Deliveries.CountOpenAsync(Cancellation)).ShouldBe(new OpenDeliveries(Pending: 1, Dead: 1));
    }

    [Fact]
    public async Task What_was_delivered_stays_so_and_a_late_delivery_outdoes_a_dead_letter()
    {
        await HandOnAsync("team", "r1/1");
        var id = (await Deliveries.ReadFirstAsync("team", 1, Cancellation))[0].Id;

        await Deliveries.RecordAsync(id, new DeliveryTry(DeliveryState.Dead, 1, Nine, "404"), Nine, Cancellation);
        await Deliveries.RecordAsync(id, new DeliveryTry(DeliveryState.Pending, 2, Nine, "503"), Nine, Cancellation);
        (await Deliveries.ListOpenAsync(10, Cancellation)).ShouldHaveSingleItem().State.ShouldBe(DeliveryState.Dead);
        await Deliveries.RecordAsync(id, new DeliveryTry(DeliveryState.Delivered, 2, Nine, null), Nine, Cancellation);
        await Deliveries.RecordAsync(id, new DeliveryTry(DeliveryState.Dead, 3, Nine, "404"), Nine, Cancellation);

        (await Deliveries.ListOpenAsync(10, Cancellation)).ShouldBeEmpty();
        (await Deliveries.RetryAsync([id], Nine, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task A_dead_letter_is_tried_anew_when_a_person_says_so()
    {
        await HandOnAsync("team", "r1/1", "r1/2", "r2/1");
        foreach (var delivery in await Deliveries.ListOpenAsync(10, Cancellation))
            await Deliveries.RecordAsync(delivery.Id, new DeliveryTry(DeliveryState.Dead, 9, Nine, "404"), Nine, Cancellation);
        var dead = await Deliveries.ListOpenAsync(10, Cancellation);

        (await Deliveries.RetryAsync([dead[1].Id, 12345], Nine.AddHours(1), Cancellation)).ShouldBe(1);
        var again = (await Deliveries.ReadFirstAsync("team", 10, Cancellation)).ShouldHaveSingleItem();
        again.ShouldBe(dead[1] with { State = DeliveryState.Pending, Attempts = 0, Since = Nine.AddHours(1), Due = Nine.AddHours(1) });
        (await Deliveries.RetryAsync(null, Nine.AddHours(1), Cancellation)).ShouldBe(2);
        (await KeysAsync("team")).ShouldBe(["r1/1", "r2/1"]);
    }

    [Fact]
    public async Task What_is_pending_for_too_long_becomes_a_dead_letter_whoever_it_is_for()
    {
        await HandOnAsync("gone", "r1/1", "r1/2");

        (await Deliveries.ExpireAsync(Nine, Nine.AddDays(1), Cancellation)).ShouldBe(0);
        (await Deliveries.ExpireAsync(Nine.AddTicks(1), Nine.AddDays(1), Cancellation)).ShouldBe(2);

        var dead = (await Deliveries.ListOpenAsync(10, Cancellation))[0];
        (dead.State, dead.Error).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Dead), d => d.Error!.ShouldContain("in time"));
    }

    [Fact]
    public async Task A_notice_is_kept_for_as_long_as_a_destination_waits_for_it()
    {
        await HandOnAsync("team", "r1/1", "r2/1");
        var first = (await Deliveries.ReadFirstAsync("team", 1, Cancellation))[0];
        await Deliveries.RecordAsync(first.Id, new DeliveryTry(DeliveryState.Delivered, 1, Nine, null), Nine, Cancellation);

        (await Retention.RemoveDeliveredAsync(Nine.AddDays(1), 10, Cancellation)).ShouldBe(1);

        (await KeysAsync("team")).ShouldBe(["r2/1"]);
    }

    private async Task<IReadOnlyList<PendingMessage>> TellAsync(params string[] keys)
    {
        await Store.AppendAsync(To("r1", 0, Event()) with { Outbox = [.. keys.Select(key => Message(key, key.Split('/')[0]))] }, Cancellation);
        return await Outbox.ReadPendingAsync(keys.Length, Cancellation);
    }

    private async Task HandOnAsync(string destination, params string[] keys)
    {
        foreach (var pending in await TellAsync(keys))
            (await Deliveries.HandOnAsync(pending.Id, [destination], Nine, Cancellation)).ShouldBeTrue();
    }

    private async Task<IEnumerable<string>> KeysAsync(string destination) =>
        (await Deliveries.ReadFirstAsync(destination, 10, Cancellation)).Select(d => d.Message.Key);
}
