using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What a stream's events came to at one version. Derived: one that is missing, old or damaged costs time and nothing else.</summary>
/// <param name="Version">The last event that is in it.</param>
/// <param name="Format">Of <paramref name="Json"/>. A reader that does not know it does as if there were none.</param>
/// <param name="Seal">Over everything here and the hash of that event: one that belongs to other events, or was altered, is told by it.</param>
public sealed record Snapshot(string Stream, int Version, int Format, string Json, Digest Seal);
