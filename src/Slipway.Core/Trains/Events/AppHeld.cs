namespace Slipway.Core.Trains.Events;

/// <summary>What was to be done for an app cannot be done now; it is tried again.</summary>
public sealed record AppHeld(string App, string Why) : TrainEvent;
