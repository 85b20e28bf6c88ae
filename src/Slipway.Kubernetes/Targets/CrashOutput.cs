using System.Collections.Concurrent;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>The last lines of containers that crashed; each crash is asked for once, however often it is read.</summary>
internal sealed class CrashOutput(TimeProvider time)
{
    private const int Lines = 10;
    private const int MaxBytes = 4096;
    private const int MaxKept = 256;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<(string Uid, string Container, long Restarts), string> _kept = new();

    /// <summary>Empty where nothing can be had: a crash is told also without its output.</summary>
    public async Task<string> ReadAsync(KubeClient client, KubeObject pod, string container, CancellationToken cancellation)
    {
        var restarts = pod.Items("status", "containerStatuses").Select(s => new KubeObject(s)).FirstOrDefault(s => s.Text("name") == container)?.Integer("restartCount") ?? 0;
        var key = (pod.Uid, container, restarts);
        if (_kept.TryGetValue(key, out var known))
            return known;
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[key] = await AskAsync(client, pod, container, cancellation);
    }

    private async Task<string> AskAsync(KubeClient client, KubeObject pod, string container, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        // The run that crashed is the one before, unless the pod has not begun again yet.
        foreach (var previous in new[] { true, false })
        {
            try
            {
                var options = new LogOptions { Container = container, Previous = previous, TailLines = Lines, MaxBytes = MaxBytes };
                if (await client.ReadLogsAsync(pod.Namespace, pod.Name, options, either.Token) is { Length: > 0 } text)
                    return text.TrimEnd();
            }
            catch (KubeException)
            {
                // There is none, or it may not be read.
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                break;
            }
        }

        return "";
    }
}
