namespace Slipway.Core.Simulation;

/// <summary>A lease in the <see cref="InMemoryStore"/>. The fence outlives a release: it never goes down.</summary>
/// <param name="Owner">Null once released.</param>
internal sealed record HeldLease(string? Owner, long Fence);
