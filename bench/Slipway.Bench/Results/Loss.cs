namespace Slipway.Bench.Results;

/// <summary>A request that got no answer from the service, or a proxy's.</summary>
/// <param name="At">When it fell due.</param>
/// <param name="Part">Which part of the benchmark.</param>
/// <param name="During">What the rollout under way had done last before it, and how long ago.</param>
/// <param name="Connection"><c>new</c>, or <c>kept</c> for one that earlier requests had used.</param>
/// <param name="Side">The version at the other end of a kept connection; null for a new one.</param>
/// <param name="Failure">What the client says.</param>
public sealed record Loss(DateTimeOffset At, string Part, string During, string Connection, string? Side, string Failure);
