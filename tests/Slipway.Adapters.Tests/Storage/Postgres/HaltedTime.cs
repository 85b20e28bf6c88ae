namespace Slipway.Adapters.Tests.Storage.Postgres;

/// <summary>Time in which no timer ever goes off: whoever goes on was told to.</summary>
internal sealed class HaltedTime : TimeProvider
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits for a timer.</summary>
    public Task Asked => _asked.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _asked.TrySetResult();
        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Nothing runs.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
