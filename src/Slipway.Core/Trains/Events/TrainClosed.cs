namespace Slipway.Core.Trains.Events;

/// <summary>A train ended.</summary>
public sealed record TrainClosed(string Train) : TrainListEvent;
