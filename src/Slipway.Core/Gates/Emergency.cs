namespace Slipway.Core.Gates;

/// <summary>
/// A rollout that passes approvals and windows because it cannot wait. Somebody else has to review it
/// before the environment's next normal deployment.
/// </summary>
/// <param name="Reason">Not empty.</param>
/// <param name="Until">From then on approvals and windows count again.</param>
public sealed record Emergency(string Reason, DateTimeOffset Until);
