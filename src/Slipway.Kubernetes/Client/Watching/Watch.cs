using System.Runtime.CompilerServices;
using Slipway.Kubernetes.Client.Http;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>Follows the changes of a kind over as many connections as it takes; each goes on where the one before it stopped.</summary>
internal sealed class Watch(ApiConnection connection, ResourceKind kind, string? ns, WatchOptions options)
{
    /// <summary>A connection that ends sooner, with nothing said, counts as a failure: otherwise a broken server is asked without pause.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    private volatile bool _isOpen;
    private long _closedAt = connection.Time.GetTimestamp();

    /// <summary>True while a connection stands.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>When the last one ended, by the clock's timestamps; while none has stood yet, when this began.</summary>
    public long ClosedAt => Volatile.Read(ref _closedAt);

    /// <summary>What ended the last connection, or keeps the next from standing; null when the server ended it in peace.</summary>
    public KubeException? Fault { get; private set; }

    /// <param name="from">The resource version after which changes are wanted.</param>
    /// <exception cref="KubeException">What waiting does not heal: 410 when the server no longer knows <paramref name="from"/>, 401, 403, 404.</exception>
    public async IAsyncEnumerable<WatchEvent> FollowAsync(string from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        WatchConnection? open = null;
        try
        {
            for (var failures = 0; ;)
            {
                WatchEvent? next = null;
                KubeException? fault = null;
                var since = connection.Time.GetTimestamp();
                try
                {
                    open ??= await WatchConnection.OpenAsync(connection, CallFrom(from), cancellation);
                    _isOpen = true;
                    next = await open.NextAsync(cancellation);
                }
                catch (KubeException e) when (MayResume(e))
                {
                    fault = e;
                }

                if (next is not null)
                {
                    failures = 0;
                    from = next.Object.ResourceVersion;
                    yield return next;
                    continue;
                }

                Fault = fault;
                if (fault is not null)
                    connection.Options.Instruments?.Restarted(kind);
                Close(open);
                open = null;
                if (fault is not { Reason: KubeReasons.Timeout } && connection.Time.GetElapsedTime(since) < ShortestLife)
                {
                    failures++;
                    var wait = fault?.RetryAfter is { } asked ? Backoff.Delay(asked, ApiConnection.Chance()) : Backoff.Delay(failures, ApiConnection.Chance());
                    await Task.Delay(wait, connection.Time, cancellation);
                }
            }
        }
        finally
        {
            Close(open);
        }
    }

    private static bool MayResume(KubeException e) =>
        e.Status is 429 or >= 500 || (e.Status == 0 && e.Reason is KubeReasons.Unreachable or KubeReasons.Timeout);

    private void Close(WatchConnection? open)
    {
        // Those that never stood leave the instant as it was: since then nothing was heard.
        if (_isOpen)
            Volatile.Write(ref _closedAt, connection.Time.GetTimestamp());
        _isOpen = false;
        open?.Dispose();
    }

    private ApiCall CallFrom(string version)
    {
        // Not all at the same instant: watches that began together should not all end together.
        var seconds = Math.Max(1, (int)(connection.Options.WatchDeadline.TotalSeconds * (0.8 + (0.2 * ApiConnection.Chance()))));
        return ApiCall.On("watch", HttpMethod.Get, kind, ns, null, null,
            ("watch", "true"), ("allowWatchBookmarks", "true"), ("timeoutSeconds", $"{seconds}"), ("resourceVersion", version),
            ("labelSelector", options.LabelSelector), ("fieldSelector", options.FieldSelector));
    }
}
