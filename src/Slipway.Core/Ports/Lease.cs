namespace Slipway.Core.Ports;

/// <summary>The right to drive one rollout, or to fill a role that only one server may.</summary>
/// <param name="Name">The rollout's id, or the role: <c>keeper/…</c>.</param>
/// <param name="Owner">Id of a server.</param>
/// <param name="Fence">Rises with each claim in the store, of this lease or another: whoever carries a lower one came before.</param>
public sealed record Lease(string Name, string Owner, long Fence);
