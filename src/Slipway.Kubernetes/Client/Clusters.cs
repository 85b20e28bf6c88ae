namespace Slipway.Kubernetes.Client;

/// <summary>Shares one client of each cluster and one cache of each kind, however many work with them.</summary>
/// <param name="access">Finds the access of a context; null names the current one. Asked once for each.</param>
/// <param name="options">Null for the defaults.</param>
public sealed class Clusters(Func<string?, ClusterAccess> access, TimeProvider time, KubeOptions? options = null) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KubeClient> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<(KubeClient Client, ResourceKind Kind, string? Namespace, string? Selector), WatchCache> _caches = [];

    /// <param name="kubeConfig">Null for <c>KUBECONFIG</c>, <c>~/.kube/config</c>, or the pod's own service account.</param>
    public Clusters(string? kubeConfig, TimeProvider time, KubeOptions? options = null)
        : this(context => ClusterAccess.Find(kubeConfig, context), time, options)
    {
    }

    /// <summary>The client of a context.</summary>
    /// <param name="context">Null for the current one.</param>
    /// <exception cref="KubeException">There is no such context, or it cannot be used.</exception>
    public KubeClient Client(string? context = null)
    {
        lock (_gate)
        {
            if (!_clients.TryGetValue(context ?? "", out var client))
                _clients[context ?? ""] = client = new KubeClient(access(context), time, options);
            return client;
        }
    }

    /// <summary>The cache of a kind; it begins to watch with its first reader.</summary>
    /// <param name="context">Null for the current one.</param>
    /// <param name="ns">Null for all namespaces.</param>
    /// <param name="labelSelector">As in <see cref="ListOptions.LabelSelector"/>; null for all.</param>
    /// <exception cref="KubeException">There is no such context, or it cannot be used.</exception>
    public WatchCache Cache(string? context, ResourceKind kind, string? ns, string? labelSelector = null)
    {
        var client = Client(context);
        lock (_gate)
        {
            if (!_caches.TryGetValue((client, kind, ns, labelSelector), out var cache))
                _caches[(client, kind, ns, labelSelector)] = cache = new WatchCache(client, kind, ns, labelSelector);
            return cache;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cache in _caches.Values)
            await cache.DisposeAsync();
        foreach (var client in _clients.Values)
            client.Dispose();
    }
}
