namespace Slipway.Local.Gateway;

/// <summary>Wakes one waiter. Set while nobody waits, it wakes the next; set twice, it wakes once.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Returns when set, when <paramref name="atMost"/> has passed, or when cancelled; never throws.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tick = Task.Delay(atMost, time, woken.Token);
        await Task.WhenAny(tick, _set.Task);
        await woken.CancelAsync();
        if (_set.Task.IsCompleted)
            Volatile.Write(ref _set, new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
