using Shouldly;
using Slipway.Core.Engine;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Simulation;
using Xunit;
using static Slipway.Testing.Contracts.StoreSamples;

namespace Slipway.Core.Tests.Notices.Hooks;

public sealed class HookBookTests
{
    private static readonly string Stream = Streams.OfHook("ci");

    private readonly VirtualTime _time = new(Nine);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signature_holds_once_at_whichever_server_it_comes_and_after_a_restart()
    {
        var store = new InMemoryStore(_time);
        using var one = new HookBook(Stream, store, _time);
        using var other = new HookBook(Stream, store, _time);
        (await one.TryUseAsync("a", Nine, "hook/ci", Cancel)).ShouldBeTrue();
        (await one.TryUseAsync("a", Nine, "hook/ci", Cancel)).ShouldBeFalse();
        (await other.TryUseAsync("a", Nine, "hook/ci", Cancel)).ShouldBeFalse();
        (await other.TryUseAsync("b", Nine, "hook/ci", Cancel)).ShouldBeTrue();
        (await one.TryUseAsync("b", Nine, "hook/ci", Cancel)).ShouldBeFalse();
        using var restarted = new HookBook(Stream, store, _time);
        (await restarted.TryUseAsync("b", Nine, "hook/ci", Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_servers_that_get_a_signature_at_once_one_takes_it()
    {
        var store = new InMemoryStore(_time);
        var books = Enumerable.Range(0, 8).Select(_ => new HookBook(Stream, store, _time)).ToList();
        var taken = await Task.WhenAll(books.Select(book => Task.Run(() => book.TryUseAsync("a", Nine, "hook/ci", Cancel), Cancel)));
        taken.Count(held => held).ShouldBe(1);
        books.ForEach(book => book.Dispose());
    }

    [Fact]
    public async Task A_flood_of_refusals_is_recorded_in_part_and_counted()
    {
        var store = new InMemoryStore(_time);
        using var book = new HookBook(Stream, store, _time);
        for (var i = 0; i < 100; i++)
            await book.RefuseAsync("is wrongly signed", "10.0.0.9", "hook/ci", Cancel);
        (await store.ReadStreamAsync(Stream, 0, Cancel)).Count.ShouldBe(HookBook.MaxRefusals);

        _time.Advance(HookBook.RefusalsWithin);
        await book.RefuseAsync("is wrongly signed", "10.0.0.9", "hook/ci", Cancel);
        var last = (await store.ReadStreamAsync(Stream, 0, Cancel))[^1];
        last.Type.ShouldBe("hook.refused");
        EventCodec.FindHookEvent(last).ShouldBe(new HookRefused("is wrongly signed", "10.0.0.9", 90));
    }

    [Fact]
    public async Task A_stream_whose_beginning_was_pruned_goes_on()
    {
        var store = new InMemoryStore(_time);
        using var book = new HookBook(Stream, store, _time);
        (await book.TryUseAsync("a", Nine, "hook/ci", Cancel)).ShouldBeTrue();
        (await book.TryUseAsync("b", Nine, "hook/ci", Cancel)).ShouldBeTrue();
        await store.AppendAsync(To("environment/shop/production", 0, Event()), Cancel);
        await store.RemoveEventsAsync(2, Nine, Cancel);
        (await book.TryUseAsync("c", Nine, "hook/ci", Cancel)).ShouldBeTrue();
        (await book.TryUseAsync("c", Nine, "hook/ci", Cancel)).ShouldBeFalse();
    }
}
