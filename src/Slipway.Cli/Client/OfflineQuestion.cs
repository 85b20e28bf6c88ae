namespace Slipway.Cli.Client;

/// <summary>A plan that is to be made without a server.</summary>
/// <param name="Running">The version that is taken to be stable; null for none.</param>
/// <param name="RequestsPerSecond">What the environment is taken to answer; null where nobody said.</param>
/// <param name="ErrorRate">What of that fails: a fraction.</param>
internal sealed record OfflineQuestion(string File, string? Environment, string Version, string? Running, double? RequestsPerSecond, double ErrorRate);
