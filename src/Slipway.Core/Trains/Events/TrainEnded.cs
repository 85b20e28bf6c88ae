namespace Slipway.Core.Trains.Events;

/// <summary>Nothing more will happen.</summary>
public sealed record TrainEnded(TrainPhase Outcome, string Summary) : TrainEvent;
