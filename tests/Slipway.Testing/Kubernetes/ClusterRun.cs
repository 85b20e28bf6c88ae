using Xunit;

namespace Slipway.Testing.Kubernetes;

/// <summary>
/// The cluster that all tests of an assembly share: started with the first one that asks for it, or the one that
/// <c>SLIPWAY_TEST_KUBECONFIG</c> or <c>KUBECONFIG</c> names.
/// </summary>
public sealed class ClusterRun : IAsyncDisposable
{
    private readonly string? _given;
    private readonly Lazy<Task<Cluster>> _cluster;

    public ClusterRun()
    {
        // Read before any test can change it.
        _given = Variable("SLIPWAY_TEST_KUBECONFIG") ?? Variable("KUBECONFIG");
        _cluster = new(() => _given is null ? Cluster.StartAsync(CancellationToken.None) : Cluster.ConnectAsync(_given, CancellationToken.None));
    }

    /// <summary>The cluster, for all to use and none to stop. Skips the test where Kubernetes is not built.</summary>
    public Task<Cluster> ClusterAsync()
    {
        if (_given is null)
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

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
