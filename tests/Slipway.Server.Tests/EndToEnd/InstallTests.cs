using System.Diagnostics;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Server.Tests.Metrics;
using Slipway.Testing;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>A server that is nobody in the cluster but the service account that <c>slipway install</c> wrote, with its rights alone.</summary>
public sealed class InstallTests(ClusterRun run) : IAsyncDisposable
{
    private readonly int _metrics = FreePort.Take();
    private ClusterShop? _shop;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_canary_and_the_way_back_need_no_more_than_the_written_rights()
    {
        var shop = await InstalledAsync("canary: { weights: [50%, 100%], observe: 1s }", "service: { name: shop }");
        var rollout = await shop.Installation.DeployAsync(ClusterShop.Version("2.0.0"));
        (await shop.Installation.EndedAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Succeeded);

        shop.Kubelet.Behave("6.6.6", PodBehaviour.CrashLooping);
        (await shop.DeployAsync("6.6.6")).Ended(ExitCodes.RolledBack).Out.ShouldContain("CrashLoopBackOff");
    }

    [Fact]
    public async Task A_rolling_update_needs_no_more_either()
    {
        var shop = await InstalledAsync("rolling: { observe: 1s }", traffic: null);
        (await shop.DeployAsync("2.0.0")).Ended(ExitCodes.Done);
        shop.Kubelet.Behave("6.6.6", PodBehaviour.CannotPull);
        (await shop.DeployAsync("6.6.6")).Ended(ExitCodes.RolledBack);
        await TellsOfRequestsAsync();
    }

    private async Task<ClusterShop> InstalledAsync(string strategy, string? traffic)
    {
        _shop = await ClusterShop.StartAsync(run, Cancel);
        _shop.Spec(strategy, traffic);
        var own = await _shop.Cluster.NamespaceAsync(Cancel);
        var folder = Path.Combine(_shop.Installation.Folder, "manifests");
        (await _shop.Installation.RunAsync("install", "-f", _shop.Installation.SpecFile, "--namespace", own, "--out", folder)).Ended(ExitCodes.Done);
        await ApplyAsync(Path.Combine(folder, "20-access.yaml"));
        await _shop.ServeAsync(await _shop.Cluster.AccountAsync(own, "slipway", Cancel), "--metrics", $"{_metrics}");
        (await _shop.DeployAsync("1.0.0")).Ended(ExitCodes.Done);
        return _shop;
    }

    private async Task TellsOfRequestsAsync()
    {
        using var http = new HttpClient();
        var page = new MetricsText(await http.GetStringAsync(new Uri($"http://127.0.0.1:{_metrics}/metrics"), Cancel));
        var requests = page.Samples.Where(sample => sample.Name == "slipway_kubernetes_requests_total").ToList();
        requests.ShouldContain(sample => sample.Labels["kind"] == "deployments.apps" && sample.Labels["status"] == "200");
        // The written rights are enough: nothing was refused.
        requests.ShouldNotContain(sample => sample.Labels["status"] == "403");
    }

    private async Task ApplyAsync(string file)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kubectl"), "No kubectl is installed: run eng/real-parts.sh test-kubernetes");
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", _shop!.Cluster.KubeConfigPath, "apply", "-f", file]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        process.ExitCode.ShouldBe(0, await error);
    }
}
