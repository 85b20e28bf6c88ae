using Shouldly;
using Slipway.Adapters.Tests.Storage.Sealing;
using Slipway.Core.Audit;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Upkeep;
using Slipway.Storage.Signing;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Adapters.Tests.Storage.Signing;

public sealed class CheckpointMakerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_checkpoint_goes_on_where_the_last_one_ended_and_nothing_new_makes_none()
    {
        await using var world = await SealedStore.OpenAsync();
        var first = (await world.Maker.MakeAsync(null, Cancellation))!;
        (await world.Maker.MakeAsync(first, Cancellation)).ShouldBeNull();
        var more = await world.Store.AppendAsync(To("more", 0, Event(), Event()), Cancellation);

        var second = (await world.Maker.MakeAsync(first, Cancellation))!;

        (first.After, second.After, second.Events).ShouldBe((0, first.Position, 2));
        (second.Head, second.Tree).ShouldBe((ChainHead.After(more[^1]), new EventPaths(more.Select(e => e.Hash)).Root));
        new[] { first, second }.ShouldAllBe(one => one.IsSigned(new Ed25519()));
    }

    [Fact]
    public async Task Nothing_is_signed_over_what_is_not_as_it_was_signed_or_not_whole_since()
    {
        await using var world = await SealedStore.OpenAsync();
        var first = (await world.Maker.MakeAsync(null, Cancellation))!;
        await world.Store.AppendAsync(To("more", 0, Event(), Event()), Cancellation);

        await world.AlterAsync($"UPDATE events SET actor = 'mallory' WHERE position = {first.Position + 1}");
        (await RefusalAsync(world, first)).Kind.ShouldBe(ChainFaultKind.Altered);
        await world.AlterAsync($"DELETE FROM events WHERE position > {first.Position}; UPDATE events SET hash = previous_hash WHERE position = {first.Position}");
        (await RefusalAsync(world, first)).Kind.ShouldBe(ChainFaultKind.Altered);
        await world.AlterAsync($"DELETE FROM events WHERE position >= {first.Position}");
        (await RefusalAsync(world, first)).Kind.ShouldBe(ChainFaultKind.Dropped);
        await world.AlterAsync("DELETE FROM events");
        (await RefusalAsync(world, first)).Kind.ShouldBe(ChainFaultKind.Dropped);
    }

    [Fact]
    public async Task What_was_removed_by_right_is_passed_over()
    {
        await using var world = await SealedStore.OpenAsync();
        var first = (await world.Maker.MakeAsync(null, Cancellation))!;
        var early = (await world.Maker.MakeFromStartAsync(10, Cancellation))!;
        await world.Store.RemoveEventsAsync(20, Nine, Cancellation);

        (await world.Maker.MakeAsync(early, Cancellation))!.ShouldSatisfyAllConditions(
            again => again.After.ShouldBe(20),
            again => again.Head.ShouldBe(first.Head));
        (await world.Maker.MakeAsync(first, Cancellation)).ShouldBeNull();
    }

    private static async Task<ChainFault> RefusalAsync(SealedStore world, SignedCheckpoint last) =>
        (await Should.ThrowAsync<ChainBrokenException>(() => world.Maker.MakeAsync(last, Cancellation))).Fault;
}
