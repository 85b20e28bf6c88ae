namespace Slipway.Core.Simulation;

/// <summary>Who holds a rollout in the <see cref="InMemoryStore"/>. The fence outlives a release: it never goes down.</summary>
/// <param name="Owner">Null once released.</param>
/// <param name="Expires">The first instant at which another may take it.</param>
internal sealed record HeldLease(string? Owner, long Fence, DateTimeOffset Expires)
{
    public static HeldLease Never { get; } = new(null, 0, DateTimeOffset.MinValue);

    public bool IsFree(DateTimeOffset now) => Owner is null || Expires <= now;
}
