namespace Slipway.Core.Simulation;

/// <summary>A clock that stands still until <see cref="Advance"/>. Timers fire on the thread that advances it: the earliest first, of equal ones the one set first.</summary>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Firing, (long Ticks, long Order)> _firings = new();
    private DateTimeOffset _now = start.ToUniversalTime();
    private long _order;

    public VirtualTime()
        : this(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on; each timer that falls due on the way fires at its own instant.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (NextUntil(end) is { } firing)
            firing.Timer.Fire(firing.Setting);
    }

    /// <summary>Moves the clock to the next timer and fires it; false when there is none up to <paramref name="end"/>.</summary>
    public bool FireNext(DateTimeOffset end)
    {
        lock (_gate)
        {
            if (!_firings.TryPeek(out _, out var due) || due.Ticks > end.Ticks)
                return false;
        }

        if (NextUntil(end) is { } firing)
            firing.Timer.Fire(firing.Setting);
        return true;
    }

    private void Schedule(ManualTimer timer, int setting, TimeSpan delay)
    {
        lock (_gate)
            _firings.Enqueue(new Firing(timer, setting), ((_now + delay).Ticks, _order++));
    }

    private Firing? NextUntil(DateTimeOffset end)
    {
        lock (_gate)
        {
            if (_firings.TryPeek(out var firing, out var due) && due.Ticks <= end.Ticks)
            {
                _firings.Dequeue();
                _now = new DateTimeOffset(due.Ticks, TimeSpan.Zero);
                return firing;
            }

            _now = end;
            return null;
        }
    }

    /// <param name="Setting">Which call of Change it stems from: an older one no longer counts.</param>
    private sealed record Firing(ManualTimer Timer, int Setting);

    private sealed class ManualTimer(VirtualTime clock, Action callback) : ITimer
    {
        private int _setting;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = Interlocked.Increment(ref _setting);
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                clock.Schedule(this, setting, dueTime);
            return true;
        }

        public void Fire(int setting)
        {
            if (setting != Volatile.Read(ref _setting))
                return;
            if (_period > TimeSpan.Zero)
                clock.Schedule(this, setting, _period);
            callback();
        }

        public void Dispose() => Interlocked.Increment(ref _setting);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
