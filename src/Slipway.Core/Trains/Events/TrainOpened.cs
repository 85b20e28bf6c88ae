namespace Slipway.Core.Trains.Events;

/// <summary>A train began.</summary>
public sealed record TrainOpened(string Train, string Name) : TrainListEvent;
