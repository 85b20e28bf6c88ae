using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Contracts;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Routers.Rig;

/// <summary>The promises of every router, on a real API server.</summary>
public abstract class ClusterRouterContract(ClusterRun run) : RouterContract, IAsyncDisposable
{
    private RouterRig? _rig;

    /// <summary>The spec before it is told the test's namespace.</summary>
    protected abstract KubernetesTrafficSpec Spec { get; }

    protected override TrafficSpec Traffic => _rig!.Here(Spec) with { MaintenancePage = "closed" };

    /// <summary>Brings the objects that the router works on.</summary>
    internal abstract Task PrepareAsync(RouterRig rig);

    protected override async Task<IRouter> StartAsync()
    {
        _rig = await RouterRig.StartAsync(await run.ClusterAsync());
        await PrepareAsync(_rig);
        return _rig.Router((KubernetesTrafficSpec)Traffic);
    }

    protected override async Task<IRouter> StartWithPageAsync()
    {
        var router = await StartAsync();
        await _rig!.PageAsync();
        return router;
    }

    protected override async Task<bool> IsPageShownAsync() => (await _rig!.EndpointsAsync("shop")).SequenceEqual(["closed"]);

    [Fact]
    public async Task While_the_page_is_shown_every_Service_leads_to_it_and_nothing_divides_or_tells_requests_until_all_is_as_it_was()
    {
        var router = await StartWithPageAsync();
        var split = TrafficSplit.With(Slot.Green, Share);
        await router.SetAsync(RouteOf(split), new EffectOrder("a", 1, 1), CancellationToken.None);
        await ConvergesAsync(router, split);
        var before = await ServicesAsync();
        await router.ShowMaintenanceAsync(Page, 3, shown: true, CancellationToken.None);
        foreach (var service in Services)
            (await _rig!.EndpointsAsync(service)).ShouldBe(["closed"]);
        const string says = "are at the maintenance page of stop-3: `slipway resume stop-3` ends it";
        (await Should.ThrowAsync<PortUnavailableException>(() => router.ReadAsync(Environment, CancellationToken.None))).Message.ShouldContain(says);
        (await Should.ThrowAsync<PortUnavailableException>(
            () => router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("b", 1, 2), CancellationToken.None))).Message.ShouldContain(says);
        foreach (var service in Services)
            (await _rig!.EndpointsAsync(service)).ShouldBe(["closed"]);

        await router.ShowMaintenanceAsync(Page, 3, shown: false, CancellationToken.None);
        (await ServicesAsync()).ShouldBe(before);
        await ConvergesAsync(router, split);
        await router.SetAsync(RouteOf(TrafficSplit.AllTo(Slot.Blue)), new EffectOrder("b", 1, 3), CancellationToken.None);
        await ConvergesAsync(router, TrafficSplit.AllTo(Slot.Blue));
    }

    private static readonly string[] Services = ["shop", "shop-blue", "shop-green"];

    /// <summary>As they are, but for what the server counts and for who wrote which field.</summary>
    private async Task<string> ServicesAsync()
    {
        var services = new List<string>();
        foreach (var name in Services)
        {
            var service = (await _rig!.FindAsync("/api/v1", "services", name))!;
            var metadata = service["metadata"]!.AsObject();
            foreach (var counted in new[] { "resourceVersion", "managedFields" })
                metadata.Remove(counted);
            (metadata["annotations"] as JsonObject)?.Remove("slipway.dev/maintenance");
            if (metadata["annotations"] is JsonObject { Count: 0 })
                metadata.Remove("annotations");
            services.Add(service.ToJsonString());
        }

        return string.Join('\n', services);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_rig is not null)
            await _rig.DisposeAsync();
    }
}
