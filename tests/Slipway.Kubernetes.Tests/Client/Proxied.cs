using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Faults;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>A client whose calls pass a proxy that may break them.</summary>
internal sealed class Proxied(Connected on, FaultProxy proxy) : IAsyncDisposable
{
    public Connected On => on;

    public FaultProxy Proxy => proxy;

    public static async Task<Proxied> ToAsync(ClusterRun run, CancellationToken cancellation, KubeOptions? options = null)
    {
        var cluster = await run.ClusterAsync();
        var proxy = await FaultProxy.StartAsync(cluster, cancellation);
        var client = Connected.By(await proxy.KubeConfigAsync(cluster.KubeConfigPath, cancellation), options);
        return new Proxied(new Connected(client, cluster, await cluster.NamespaceAsync(cancellation)), proxy);
    }

    /// <summary>How many requests of a method came.</summary>
    public int Sent(string method) => proxy.Requests.Count(asked => asked.Method == method);

    /// <summary>How many watches were opened.</summary>
    public int Watches => proxy.Requests.Count(asked => asked.IsWatch);

    public async ValueTask DisposeAsync()
    {
        on.Dispose();
        await proxy.DisposeAsync();
    }
}
