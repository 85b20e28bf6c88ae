using Shouldly;
using Slipway.Core.Ports;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Testing.Contracts;

/// <summary>What every outbox promises.</summary>
public abstract class OutboxContract : StoreContract
{
    [Fact]
    public async Task Messages_wait_oldest_first_until_they_are_delivered()
    {
        var append = To("r1", 0, Event()) with { Outbox = [Message("r1/1"), Message("r1/2"), Message("r1/3")], Time = Nine.AddTicks(3) };
        await Store.AppendAsync(append, Cancellation);

        var pending = await Outbox.ReadPendingAsync(2, Cancellation);
        pending.Select(one => (one.Message, one.Time)).ShouldBe([(Message("r1/1"), Nine.AddTicks(3)), (Message("r1/2"), Nine.AddTicks(3))]);

        await Outbox.MarkDeliveredAsync(pending[0].Id, Nine.AddSeconds(1), Cancellation);
        await Outbox.MarkDeliveredAsync(pending[0].Id, Nine.AddSeconds(2), Cancellation);
        (await Outbox.ReadPendingAsync(10, Cancellation)).Select(one => one.Message.Key).ShouldBe(["r1/2", "r1/3"]);
    }

    [Fact]
    public async Task A_second_message_of_a_key_is_not_stored()
    {
        await Store.AppendAsync(To("r1", 0, Event()) with { Outbox = [Message("r1/1")] }, Cancellation);
        await Store.AppendAsync(To("r1", 1, Event()) with { Outbox = [Message("r1/1"), Message("r1/2")] }, Cancellation);
        (await PendingKeysAsync()).ShouldBe(["r1/1", "r1/2"]);

        await Outbox.MarkDeliveredAsync((await Outbox.ReadPendingAsync(1, Cancellation))[0].Id, Nine, Cancellation);
        await Store.AppendAsync(To("r1", 2, Event()) with { Outbox = [Message("r1/1")] }, Cancellation);
        (await PendingKeysAsync()).ShouldBe(["r1/2"]);
    }

    private async Task<IEnumerable<string>> PendingKeysAsync() =>
        (await Outbox.ReadPendingAsync(10, Cancellation)).Select((PendingMessage pending) => pending.Message.Key);
}
