namespace Slipway.Core.Ports;

/// <summary>A commit that the repository took.</summary>
public sealed record GitPushed(string Commit, string Branch);
