namespace Slipway.Core.Engine;

/// <summary>Wakes one waiter; a wake while nobody waits is kept for the next.</summary>
internal sealed class Signal(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _waiter;
    private bool _set;

    public void Set()
    {
        TaskCompletionSource<bool>? waiter;
        lock (_gate)
        {
            (waiter, _waiter) = (_waiter, null);
            _set = waiter is null;
        }

        waiter?.TrySetResult(true);
    }

    /// <summary>Returns at a wake, with true, or after <paramref name="timeout"/>, with false.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return true;
            }

            _waiter = waiter;
        }

        using var timer = time.CreateTimer(_ => waiter.TrySetResult(false), null, timeout, Timeout.InfiniteTimeSpan);
        using var cancelling = cancellation.Register(() => waiter.TrySetCanceled(cancellation));
        try
        {
            return await waiter.Task;
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
