using System.Collections.Concurrent;

namespace Slipway.Kubernetes.Client.Access;

/// <summary>
/// What the server has said a moment ago that its user may do: the same is asked for many workloads at once, and for each of them
/// twice, when it is ordered and when it begins. Only a yes is kept: who gets a right that was missing has it at once, and who
/// loses one is told so by the request that needs it.
/// </summary>
internal sealed class GrantedRights(TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<(string Verb, ResourceKind Kind, string? Namespace, string? Name, string? Subresource), (AccessAnswer Answer, long At)> _kept = new();

    /// <returns>What the server said, a moment ago or now.</returns>
    public async Task<AccessAnswer> OfAsync(string verb, ResourceKind kind, string? ns, string? name, string? subresource, Func<Task<AccessAnswer>> ask)
    {
        var right = (verb, kind, ns, name, subresource);
        if (_kept.TryGetValue(right, out var kept) && time.GetElapsedTime(kept.At) < KeptFor)
            return kept.Answer;
        var answer = await ask();
        if (!answer.Allowed)
            return answer;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        _kept[right] = (answer, time.GetTimestamp());
        return answer;
    }
}
