namespace Slipway.Adapters.Tests.Identity;

/// <summary>The real clock, set forward or back by hand. Timers run as they do.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private TimeSpan _off;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _off;

    public void Step(TimeSpan by) => _off += by;
}
