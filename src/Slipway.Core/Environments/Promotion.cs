using Slipway.Core.Planning;

namespace Slipway.Core.Environments;

/// <summary>A release that became stable once.</summary>
/// <param name="RolledBackAt">When it was taken back; null while it was not.</param>
public sealed record Promotion(Release Release, string Rollout, DateTimeOffset PromotedAt, DateTimeOffset? RolledBackAt);
