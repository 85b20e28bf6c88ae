using System.Collections.Concurrent;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// What the cluster warned of lately about pods that take long: a volume that cannot be mounted, a probe and what it was answered.
/// The pod's own status does not say it. Only asked for pods that are not well, and for each not more often than it may change.
/// </summary>
internal sealed class PodWarnings(TimeProvider time)
{
    private const int MaxKept = 512;
    private const int MaxCharacters = 1000;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(10);

    /// <summary>Warnings come a moment after what they are about.</summary>
    private static readonly TimeSpan AskAgainAfterNone = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (string? Text, DateTimeOffset At)> _kept = new(StringComparer.Ordinal);

    /// <summary>The newest warning; null where there is none, or it may not be read.</summary>
    public async Task<string?> LatestAsync(KubeClient client, KubeObject pod, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(pod.Uid, out var known) && now - known.At < (known.Text is null ? AskAgainAfterNone : AskAgainAfter))
            return known.Text;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        var text = await AskAsync(client, pod, cancellation);
        _kept[pod.Uid] = (text, now);
        return text;
    }

    private async Task<string?> AskAsync(KubeClient client, KubeObject pod, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            // That it waits before the next try, and the reason's bare name, the pod's status says as well.
            var warning = (await client.ListEventsAsync(pod, either.Token))
                .LastOrDefault(e => e.Text("type") == "Warning" && e.Text("reason") != "BackOff" && e.Text("message")?.StartsWith("Error: ", StringComparison.Ordinal) == false)?.Text("message");
            return warning is { Length: > MaxCharacters } ? warning[..MaxCharacters] : warning;
        }
        catch (KubeException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
