namespace Slipway.Kubernetes.Tests.Targets;

/// <summary>A clock that is ahead: what only counts after a while counts at once. Waits are as long as ever.</summary>
internal sealed class AheadTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
