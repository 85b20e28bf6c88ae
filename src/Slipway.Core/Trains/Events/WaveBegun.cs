namespace Slipway.Core.Trains.Events;

/// <param name="Wave">From 0.</param>
public sealed record WaveBegun(int Wave) : TrainEvent;
