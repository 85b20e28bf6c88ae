namespace Slipway.Core.Specs.Model;

/// <summary>Items that belong together: infrastructure, security, configuration, performance, testing, documentation, or what one likes.</summary>
public sealed record ChecklistGroup
{
    public required string Name { get; init; }

    public ChecklistMoment Moment { get; init; } = ChecklistMoment.Before;

    /// <summary>The name of a phase; null: at any time.</summary>
    public string? Phase { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ChecklistItem> Items { get; init; }
}
