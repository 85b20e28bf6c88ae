using System.Collections.Concurrent;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>What each cluster serves, asked for once in a while: it is some dozen requests, and kinds come seldom.</summary>
internal sealed class ClusterCatalog(Clusters clusters, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (ClusterKinds Kinds, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <param name="suffices">False for an answer that lacks something: then the cluster is asked anew.</param>
    public async Task<ClusterKinds> KindsAsync(string? context, Func<ClusterKinds, bool> suffices, CancellationToken cancellation)
    {
        if (_known.TryGetValue(context ?? "", out var known) && time.GetUtcNow() - known.At < KeptFor && suffices(known.Kinds))
            return known.Kinds;
        var kinds = await clusters.Client(context).DiscoverAsync(cancellation);
        _known[context ?? ""] = (kinds, time.GetUtcNow());
        return kinds;
    }
}
