using Xunit;

namespace Slipway.Testing.Kubernetes;

/// <summary>The cluster that all tests of an assembly share: started with the first one that asks for it.</summary>
public sealed class ClusterRun : IAsyncDisposable
{
    private readonly Lazy<Task<Cluster>> _cluster = new(() => Cluster.StartAsync(CancellationToken.None));

    /// <summary>The cluster, for all to use and none to stop. Skips the test where Kubernetes is not built.</summary>
    public Task<Cluster> ClusterAsync()
    {
        SkipUnlessInstalled();
        return _cluster.Value;
    }

    /// <summary>A cluster for one test alone, which may stop its API server: six seconds and 500 MB. Skips the test where Kubernetes is not built.</summary>
    public static Task<Cluster> StartAsync(CancellationToken cancellation)
    {
        SkipUnlessInstalled();
        return Cluster.StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // One that did not start has failed the tests that asked for it, and is gone.
        if (_cluster is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await _cluster.Value).DisposeAsync();
    }

    private static void SkipUnlessInstalled() => Assert.SkipUnless(Cluster.IsInstalled, "No Kubernetes is built: run eng/kubernetes.sh");
}
