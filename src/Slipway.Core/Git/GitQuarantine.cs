namespace Slipway.Core.Git;

/// <summary>A version that a repository wants was taken back: it does not come again by itself.</summary>
/// <param name="Rollout">The rollout of which that was; null when not known.</param>
public sealed record GitQuarantine(string Reason, string? Rollout);
