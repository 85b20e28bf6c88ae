using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class ClustersTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_work_with_a_context_share_its_client_and_caches()
    {
        var cluster = await run.ClusterAsync();
        var ns = await cluster.NamespaceAsync(Cancellation);
        await using var clusters = new Clusters(cluster.KubeConfigPath, TimeProvider.System);

        clusters.Client("test").ShouldBeSameAs(clusters.Client("test"));
        clusters.Cache("test", ResourceKinds.Pods, ns).ShouldBeSameAs(clusters.Cache("test", ResourceKinds.Pods, ns));
        clusters.Cache("test", ResourceKinds.Pods, ns).ShouldNotBeSameAs(clusters.Cache("test", ResourceKinds.Pods, null));
        clusters.Cache("test", ResourceKinds.Pods, ns).ShouldNotBeSameAs(clusters.Cache("test", ResourceKinds.Pods, ns, "app=web"));
        (await clusters.Cache("test", ResourceKinds.Pods, ns).ListAsync(cancellation: Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_context_that_is_not_there_is_told_each_time()
    {
        var cluster = await run.ClusterAsync();
        await using var clusters = new Clusters(cluster.KubeConfigPath, TimeProvider.System);

        Should.Throw<KubeException>(() => clusters.Client("elsewhere")).Message.ShouldEndWith("has no context 'elsewhere'; it has 'test'");
        Should.Throw<KubeException>(() => clusters.Cache("elsewhere", ResourceKinds.Pods, null));
    }
}
