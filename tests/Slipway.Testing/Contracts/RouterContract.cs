using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Testing.Contracts;

/// <summary>What every router promises, whatever it drives.</summary>
public abstract class RouterContract
{
    private const int ConvergeSeconds = 20;

    protected static EnvironmentKey Environment { get; } = new("shop", "production");

    /// <summary>A router with both slots of <see cref="Environment"/> ready and its processes running.</summary>
    protected abstract Task<IRouter> StartAsync();

    /// <summary>A traffic spec that the router serves.</summary>
    protected abstract TrafficSpec Traffic { get; }

    /// <summary>A share that the router can make: as fine as it has them.</summary>
    protected virtual Weight Share => Weight.FromPercent(12.5m);

    [Fact]
    public async Task What_is_set_is_read_back()
    {
        var router = await StartAsync();
        await router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        var shifted = TrafficSplit.With(Slot.Green, Share);
        await router.SetAsync(RouteOf(shifted), new EffectOrder("b", 1), CancellationToken.None);
        await ConvergesAsync(router, shifted);
    }

    [Fact]
    public async Task Setting_the_same_twice_changes_nothing()
    {
        var router = await StartAsync();
        var split = TrafficSplit.With(Slot.Green, Weight.FromPercent(25));
        await router.SetAsync(RouteOf(split), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(router, split);
        await router.SetAsync(RouteOf(split), new EffectOrder("a", 1), CancellationToken.None);
        (await router.ReadAsync(Environment, CancellationToken.None)).ShouldBe(split);
    }

    [Fact]
    public async Task A_lower_fence_is_refused_and_changes_nothing()
    {
        var router = await StartAsync();
        var split = TrafficSplit.AllTo(Slot.Blue);
        await router.SetAsync(RouteOf(split), new EffectOrder("a", 7), CancellationToken.None);
        await ConvergesAsync(router, split);
        await Should.ThrowAsync<StaleFenceException>(
            () => router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Green)), new EffectOrder("b", 6), CancellationToken.None));
        (await router.ReadAsync(Environment, CancellationToken.None)).ShouldBe(split);
    }

    [Fact]
    public async Task An_order_that_a_later_one_of_the_same_owner_has_overtaken_is_refused_and_changes_nothing()
    {
        var router = await StartAsync();
        var split = TrafficSplit.AllTo(Slot.Blue);
        await router.SetAsync(RouteOf(split), new EffectOrder("later", 7, Turn: 12), CancellationToken.None);
        await ConvergesAsync(router, split);
        await Should.ThrowAsync<StaleFenceException>(
            () => router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Green)), new EffectOrder("earlier", 7, Turn: 9), CancellationToken.None));
        (await router.ReadAsync(Environment, CancellationToken.None)).ShouldBe(split);
        await router.SetAsync(RouteOf(split), new EffectOrder("next owner", 8, Turn: 3), CancellationToken.None);
    }

    [Fact]
    public async Task An_environment_that_nothing_was_set_for_reads_as_unknown_or_none()
    {
        var router = await StartAsync();
        var read = await router.ReadAsync(new EnvironmentKey("shop", "elsewhere"), CancellationToken.None);
        (read is null || read.Value.IsNone).ShouldBeTrue();
    }

    protected Route RouteOf(TrafficSplit split) => new(Environment, Traffic, Slot.Blue, split);

    protected static async Task ConvergesAsync(IRouter router, TrafficSplit split)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(ConvergeSeconds));
        while (await router.ReadAsync(Environment, bound.Token) != split)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, bound.Token);
    }
}
