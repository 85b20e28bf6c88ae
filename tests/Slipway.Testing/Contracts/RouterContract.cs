using Shouldly;
using Slipway.Core.Gates.Stops;
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

    [Fact]
    public async Task A_maintenance_page_hides_the_split_and_leaves_it_as_it_is()
    {
        var router = await StartWithPageAsync();
        var split = TrafficSplit.With(Slot.Green, Share);
        await router.SetAsync(RouteOf(split), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(router, split);
        (await router.CheckMaintenanceAsync(Page, CancellationToken.None)).ShouldBeEmpty();
        (await IsPageShownAsync()).ShouldBeFalse();

        for (var time = 0; time < 2; time++)
        {
            await router.ShowMaintenanceAsync(Page, 3, shown: true, CancellationToken.None);
            (await IsPageShownAsync()).ShouldBeTrue();
        }

        for (var time = 0; time < 2; time++)
        {
            await router.ShowMaintenanceAsync(Page, 3, shown: false, CancellationToken.None);
            (await IsPageShownAsync()).ShouldBeFalse();
        }

        await ConvergesAsync(router, split);
    }

    [Fact]
    public async Task A_maintenance_page_is_taken_down_by_its_own_stop_alone_and_shown_for_no_stop_that_is_over()
    {
        var router = await StartWithPageAsync();
        await router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("a", 1), CancellationToken.None);
        await ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
        await router.ShowMaintenanceAsync(Page, 3, shown: true, CancellationToken.None);
        await router.ShowMaintenanceAsync(Page, 2, shown: false, CancellationToken.None);
        (await IsPageShownAsync()).ShouldBeTrue();

        await router.ShowMaintenanceAsync(Page, 3, shown: false, CancellationToken.None);
        await router.ShowMaintenanceAsync(Page, 5, shown: false, CancellationToken.None);
        foreach (var late in new[] { 2, 3, 5 })
            await Should.ThrowAsync<StaleFenceException>(() => router.ShowMaintenanceAsync(Page, late, shown: true, CancellationToken.None));
        (await IsPageShownAsync()).ShouldBeFalse();

        await router.ShowMaintenanceAsync(Page, 6, shown: true, CancellationToken.None);
        (await IsPageShownAsync()).ShouldBeTrue();
        await router.ShowMaintenanceAsync(Page, 6, shown: false, CancellationToken.None);
        await ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
    }

    /// <summary>Whether a client that asks now meets the page.</summary>
    protected abstract Task<bool> IsPageShownAsync();

    /// <summary>As <see cref="StartAsync"/>, with all there that a page needs.</summary>
    protected virtual Task<IRouter> StartWithPageAsync() => StartAsync();

    protected MaintenancePage Page => new(Environment, Traffic, null);

    protected Route RouteOf(TrafficSplit split) => new(Environment, Traffic, Slot.Blue, split);

    protected static async Task ConvergesAsync(IRouter router, TrafficSplit split)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(ConvergeSeconds));
        while (await router.ReadAsync(Environment, bound.Token) != split)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, bound.Token);
    }
}
