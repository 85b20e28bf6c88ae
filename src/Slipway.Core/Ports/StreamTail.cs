namespace Slipway.Core.Ports;

/// <summary>The part of a stream that a reader does not have yet.</summary>
/// <param name="AfterVersion">The last version that it has; 0 for none.</param>
public sealed record StreamTail(string Stream, int AfterVersion);
