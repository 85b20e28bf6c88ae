using System.Collections.Concurrent;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>Counts the requests that were sent, by verb.</summary>
internal sealed class RequestCounter
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Count(string verb) => _counts.AddOrUpdate(verb, 1, static (_, count) => count + 1);

    public IReadOnlyDictionary<string, long> Snapshot() => new Dictionary<string, long>(_counts, StringComparer.Ordinal);
}
