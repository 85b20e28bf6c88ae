namespace Slipway.Core.Trains.Events;

/// <summary>A fact about which trains there are. All of them are in one stream, so that no two begin at once unseen.</summary>
public abstract record TrainListEvent;
