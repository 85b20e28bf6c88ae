namespace Slipway.Core.Trains.Events;

/// <summary>The train does not go on.</summary>
/// <param name="Phase"><see cref="TrainPhase.RollingBack"/> or <see cref="TrainPhase.Stopping"/>.</param>
/// <param name="Cause">In a sentence.</param>
public sealed record TrainTurned(TrainPhase Phase, string Cause) : TrainEvent;
