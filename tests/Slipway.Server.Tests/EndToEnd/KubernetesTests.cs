using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>The same commands where versions are Deployments: a real API server and real controllers, with pods that a simulated node runs.</summary>
public sealed class KubernetesTests(ClusterRun run) : IAsyncDisposable
{
    private ClusterShop? _shop;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_canary_by_instances_brings_a_version_and_no_request_is_lost()
    {
        var shop = await ServingAsync("canary: { weights: [50%, 100%], observe: 1s }");
        await using var users = new ServiceUsers(shop);
        var rollout = await shop.Installation.DeployAsync(ClusterShop.Version("2.0.0"));

        (await shop.Installation.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        await users.UntilAsync("2.0.0");
        users.Failed.ShouldBe(0);
        users.Versions.ShouldBe(["1.0.0", "2.0.0"], ignoreOrder: true);
        ((int)(await shop.DeploymentAsync())["spec"]!["replicas"]!).ShouldBe(0);
        ((int)(await shop.DeploymentAsync("shop-candidate"))["spec"]!["replicas"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Blue_green_switches_the_Service_and_goes_back_with_one_command()
    {
        var shop = await ServingAsync("blueGreen: { observe: 1s, keepWarm: 10m }");
        await using var users = new ServiceUsers(shop);
        var rollout = await shop.Installation.DeployAsync(ClusterShop.Version("2.0.0"));
        await shop.Installation.UntilAsync(rollout.Id, r => r.Phase == RolloutPhase.Promoted, "the promotion");
        await users.UntilAsync("2.0.0");

        (await shop.Installation.RunAsync("rollback", "--reason", "so", "--wait", "--timeout", "1m")).Ended(ExitCodes.Done);
        await users.UntilAsync("1.0.0");
        users.Failed.ShouldBe(0);
        (await shop.Installation.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.RolledBack);
    }

    [Fact]
    public async Task A_version_whose_pods_crash_is_taken_back_with_the_reason_and_was_never_asked()
    {
        var shop = await ServingAsync("canary: { weights: [50%, 100%], observe: 1s }");
        shop.Kubelet.Behave("6.6.6", PodBehaviour.CrashLooping);
        await using var users = new ServiceUsers(shop);
        var result = (await shop.DeployAsync("6.6.6")).Ended(ExitCodes.RolledBack);

        result.Out.ShouldContain("CrashLoopBackOff");
        users.Versions.ShouldBe(["1.0.0"]);
        users.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task A_rolling_update_by_the_controller_goes_back_when_the_image_does_not_come()
    {
        var shop = await ServingAsync("rolling: { observe: 1s }", traffic: null);
        shop.Kubelet.Behave("6.6.6", PodBehaviour.CannotPull);
        await using var users = new ServiceUsers(shop);
        (await shop.DeployAsync("2.0.0")).Ended(ExitCodes.Done);
        await users.UntilAsync("2.0.0");

        (await shop.DeployAsync("6.6.6")).Ended(ExitCodes.RolledBack).Out.ShouldContain("ImagePull");
        users.Failed.ShouldBe(0);
        ((string?)(await shop.DeploymentAsync())["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]).ShouldBe(ClusterShop.Image("2.0.0"));
        ((string?)(await shop.DeploymentAsync())["metadata"]!["annotations"]!["owner"]).ShouldBe("someone");
    }

    [Fact]
    public async Task A_killed_server_goes_on_where_it_was()
    {
        var shop = await ServingAsync("canary: { weights: [50%, 100%], observe: 2s }");
        await using var users = new ServiceUsers(shop);
        var rollout = await shop.Installation.DeployAsync(ClusterShop.Version("2.0.0"));
        await users.UntilAsync("2.0.0");
        await shop.Installation.KillServerAsync();
        await shop.ServeAsync();

        (await shop.Installation.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);
        users.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_there_is_said_before_anything_is_changed()
    {
        _shop = await ClusterShop.StartAsync(run, Cancel);
        _shop.Spec("rolling: {}", traffic: null, name: "absent");
        await _shop.ServeAsync();
        var missing = (await _shop.DeployAsync("2.0.0")).Ended(ExitCodes.Invalid);
        missing.Error.ShouldContain("absent");

        (await _shop.Installation.RunAsync("deploy", "--version", "2.0.0@sha256:12")).Ended(ExitCodes.Invalid).Error.ShouldContain("is not a digest");
    }

    private async Task<ClusterShop> ServingAsync(string strategy, string? traffic = "service: { name: shop }")
    {
        _shop = await ClusterShop.StartAsync(run, Cancel);
        _shop.Spec(strategy, traffic);
        await _shop.ServeAsync();
        (await _shop.DeployAsync("1.0.0")).Ended(ExitCodes.Done);
        return _shop;
    }
}
