using Slipway.Core.Specs.Model;

namespace Slipway.Core.Trains.Events;

/// <summary>A train was accepted: every app was looked at, and each could begin.</summary>
/// <param name="Apps">As they are then: waiting.</param>
public sealed record TrainPlanned(
    string Name, string Environment, IReadOnlyList<PlannedApp> Apps, OnFailure OnFailure, TimeSpan Soak, string? Reason) : TrainEvent;
