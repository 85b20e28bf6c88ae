namespace Slipway.Core.Trains.Events;

/// <summary>A fact about a release train, in the train's own stream.</summary>
public abstract record TrainEvent;
