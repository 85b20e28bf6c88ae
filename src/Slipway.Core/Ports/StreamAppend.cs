namespace Slipway.Core.Ports;

/// <summary>Events for the end of one stream.</summary>
/// <param name="ExpectedVersion">Number of events that the stream has now; 0 for a new one.</param>
public sealed record StreamAppend(string Stream, int ExpectedVersion, IReadOnlyList<EventData> Events);
