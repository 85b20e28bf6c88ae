namespace Slipway.Core.Specs.Model;

/// <summary>What an environment promises its users, and with it the error budget that new versions may use up.</summary>
public sealed record SloSpec
{
    /// <summary>The part of the requests that shall be good; a fraction above 0 and below 1, such as 0.999.</summary>
    public required double Objective { get; init; }

    /// <summary>The trailing time that it is promised over; a day to 30 days.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(30);
}
