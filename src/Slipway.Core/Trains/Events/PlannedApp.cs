using Slipway.Core.Values;

namespace Slipway.Core.Trains.Events;

/// <summary>An app in the plan of a train.</summary>
/// <param name="Wave">From 0.</param>
/// <param name="Artifact">Over its files.</param>
public sealed record PlannedApp(string App, int Wave, ReleaseVersion Version, Digest Artifact);
