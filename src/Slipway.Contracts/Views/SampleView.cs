namespace Slipway.Contracts.Views;

/// <summary>The counters of both sides at one instant, each counted from an arbitrary start; they may be reset in between.</summary>
public sealed record SampleView(DateTimeOffset At, CountersView Blue, CountersView Green);
