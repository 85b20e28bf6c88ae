using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>A driver at work.</summary>
internal sealed record Driven(RolloutDriver Driver, Lease Lease, CancellationTokenSource Stop)
{
    public Task Running { get; set; } = Task.CompletedTask;

    /// <summary>True once it was asked to give the rollout up.</summary>
    public bool IsLeaving { get; set; }
}
