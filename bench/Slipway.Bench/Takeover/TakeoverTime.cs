namespace Slipway.Bench.Takeover;

/// <summary>How long one rollout was without a server.</summary>
/// <param name="Begun">From the fault to the beginning of its next effect under another server.</param>
/// <param name="Done">From the fault to the end of the first effect that was done there.</param>
public sealed record TakeoverTime(TimeSpan Begun, TimeSpan Done);
