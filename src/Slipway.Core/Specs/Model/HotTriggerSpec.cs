namespace Slipway.Core.Specs.Model;

/// <summary>Rolls back at once when the candidate fails grossly; looked at every second, whatever else is judged.</summary>
public sealed record HotTriggerSpec
{
    /// <summary>At least this error rate of the candidate, a fraction above 0 and up to 1, …</summary>
    public double ErrorRate { get; init; } = 0.10;

    /// <summary>… and at least this many times stable's, 1 or more, …</summary>
    public double Ratio { get; init; } = 5;

    /// <summary>… over at least this many requests of the candidate.</summary>
    public long MinRequests { get; init; } = 20;
}
