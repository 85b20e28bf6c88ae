using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>A server's clock: it may show something else than the others', and jump. How time passes it measures rightly.</summary>
public sealed class ServerClock(VirtualTime time, TimeSpan offset) : TimeProvider
{
    /// <summary>The life of the server whose timers fire; null before the first.</summary>
    public ServerContext? Context { get; set; }

    /// <summary>By how much it is ahead of the truth.</summary>
    public TimeSpan Offset { get; private set; } = offset;

    public override long TimestampFrequency => time.TimestampFrequency;

    public void Jump(TimeSpan by) => Offset += by;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Offset;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var context = Context ?? throw new InvalidOperationException("A timer before the server lives");
        return time.CreateTimer(s => context.Post(new SendOrPostCallback(callback), s), state, dueTime, period);
    }
}
