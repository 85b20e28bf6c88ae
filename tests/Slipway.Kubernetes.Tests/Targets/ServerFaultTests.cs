using Shouldly;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>What the API server, or the way to it, does wrong while versions come and go.</summary>
public sealed class ServerFaultTests(ClusterRun run)
{
    [Fact]
    public async Task Somebody_wrote_in_between_so_it_is_read_and_written_again()
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy);
        proxy.Break(IsPatch, Fault.Answer(409, "Conflict", "the object has been modified"), times: 4);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1));
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again_when_it_says()
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy);
        proxy.Break(IsPatch, Fault.Answer(429, "TooManyRequests", "please wait", TimeSpan.FromSeconds(1)), times: 2);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_order_whose_outcome_nobody_knows_says_so_and_may_be_repeated(bool isDone)
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy);
        proxy.Break(IsPatch, isDone ? Fault.LoseAnswer : Fault.Answer(500, "InternalError", "etcd is away"));

        var failed = await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Blue, "1.0.0", 1), new EffectOrder("a", 1, 1), Cancel));

        failed.OutcomeUnknown.ShouldBeTrue();
        failed.Message.ShouldContain("deployments.apps 'shop'");
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 2));
        // That of before, and one of this version: it was not made twice.
        (await rig.ListAsync("replicasets")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_twin_whose_creation_is_lost_on_its_way_back_is_found()
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy);
        proxy.Break(asked => asked.Method == "POST" && asked.Path.EndsWith("/deployments", StringComparison.Ordinal), Fault.LoseAnswer);
        await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Green, "1.0.0", 1), new EffectOrder("a", 1, 1), Cancel));
        await rig.UpAsync(Slot.Green, "1.0.0", 1, new EffectOrder("a", 1, 2));
    }

    [Fact]
    public async Task A_watch_that_is_cut_or_told_to_begin_anew_goes_on()
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy);
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 1));
        proxy.CutNow();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("b", 1, 2));
        proxy.Break(asked => asked.IsWatch, Fault.Expire(afterLines: 0), times: 2);
        proxy.CutNow();
        await rig.UpAsync(Slot.Green, "2.0.0", 2, new EffectOrder("c", 1, 3));
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_leaves_the_outcome_unknown_until_it_is_read()
    {
        await using var proxy = await FaultProxy.StartAsync(await run.ClusterAsync(), Cancel);
        await using var rig = await StartAsync(proxy, new KubeOptions { Timeout = TimeSpan.FromSeconds(2) });
        await rig.ReadAsync(Slot.Blue);
        proxy.Break(IsPatch, Fault.Slow(TimeSpan.FromSeconds(10)));
        var late = await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Blue, "1.0.0", 1), new EffectOrder("a", 1, 1), Cancel));
        late.OutcomeUnknown.ShouldBeTrue();
        await rig.UpAsync(Slot.Blue, "1.0.0", 1, new EffectOrder("a", 1, 2));
    }

    [Fact]
    public async Task A_server_that_starts_again_in_the_middle_is_taken_up_where_it_was()
    {
        await using var cluster = await ClusterRun.StartAsync(Cancel);
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel, cluster: cluster);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1, 1));

        await cluster.StopApiServerAsync(Cancel);
        (await rig.ReadAsync(Slot.Blue)).Ready.ShouldBe(2);
        await Should.ThrowAsync<PortUnavailableException>(() => rig.Target.ApplyAsync(rig.Workload(Slot.Green, "2.0.0", 1), new EffectOrder("b", 1, 2), Cancel));
        await cluster.StartApiServerAsync(Cancel);

        await rig.UpAsync(Slot.Green, "2.0.0", 1, new EffectOrder("b", 1, 3));
        (await rig.ReadAsync(Slot.Blue)).Ready.ShouldBe(2);
    }

    [Fact]
    public async Task Reading_what_has_not_changed_costs_no_request()
    {
        await using var rig = await TargetRig.StartAsync(run, "candidate", Cancel);
        await rig.CreateDeploymentAsync();
        await rig.UpAsync(Slot.Blue, "1.0.0", 2, new EffectOrder("a", 1));
        var before = rig.Clusters.Client().Requests.Values.Sum();
        for (var look = 0; look < 200; look++)
            await rig.ReadAsync(look % 2 == 0 ? Slot.Blue : Slot.Green);
        rig.Clusters.Client().Requests.Values.Sum().ShouldBe(before);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static bool IsPatch(ProxiedRequest asked) => asked.Method == "PATCH" && asked.Path.Contains("/deployments/", StringComparison.Ordinal);

    private async Task<TargetRig> StartAsync(FaultProxy proxy, KubeOptions? options = null)
    {
        var rig = await TargetRig.StartAsync(run, "candidate", Cancel, kubeConfig: (cluster, _) => proxy.KubeConfigAsync(cluster.KubeConfigPath, Cancel), options: options);
        await rig.CreateDeploymentAsync();
        return rig;
    }
}
