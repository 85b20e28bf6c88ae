using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Upkeep;

/// <summary>A checkpoint that somebody has put in the place of the one that was there; null: removed.</summary>
internal sealed class FixedCheckpoint(Checkpoint? checkpoint) : IRetention
{
    public Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellation) => Task.FromResult(checkpoint);

    public Task<Checkpoint> RemoveEventsAsync(long through, DateTimeOffset run, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> RemoveDeliveredAsync(DateTimeOffset before, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<int> RemoveEvidenceAsync(DateTimeOffset before, int limit, CancellationToken cancellation) => throw new NotSupportedException();
}
