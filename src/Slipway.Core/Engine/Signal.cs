namespace Slipway.Core.Engine;

/// <summary>Wakes one waiter; a wake while nobody waits is kept for the next.</summary>
internal sealed class Signal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _set;

    public void Set()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            (waiter, _waiter) = (_waiter, null);
            _set = waiter is null;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Returns at a wake or after <paramref name="timeout"/>; null waits for a wake alone.</summary>
    public async Task WaitAsync(TimeSpan? timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return;
            }

            _waiter = waiter;
        }

        using var timer = timeout is { } due ? time.CreateTimer(_ => waiter.TrySetResult(), null, due, Timeout.InfiniteTimeSpan) : null;
        using var cancelling = cancellation.Register(() => waiter.TrySetCanceled(cancellation));
        try
        {
            await waiter.Task;
        }
        finally
        {
            lock (_gate)
            {
                if (_waiter == waiter)
                    _waiter = null;
            }
        }
    }
}
