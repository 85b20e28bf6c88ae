namespace Slipway.Kubernetes.Tests.Client;

/// <summary>A clock whose waits are over sooner.</summary>
/// <param name="times">How much sooner.</param>
internal sealed class HastyClock(int times) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / times : dueTime, period);
}
