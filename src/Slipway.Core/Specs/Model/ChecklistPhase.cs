namespace Slipway.Core.Specs.Model;

/// <summary>A time at which items are to be done, counted from the deployment.</summary>
public sealed record ChecklistPhase
{
    public required string Name { get; init; }

    /// <summary>Negative before the deployment: -24 h for <c>T-24h</c>.</summary>
    public required TimeSpan At { get; init; }
}
