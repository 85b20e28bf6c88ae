namespace Slipway.Contracts.Views;

/// <summary>Items of a checklist that belong together.</summary>
public sealed record ChecklistGroupView
{
    public required string Name { get; init; }

    /// <summary><c>before</c> or <c>after</c> the deployment.</summary>
    public required string Moment { get; init; }

    public string? Phase { get; init; }

    /// <summary>By when its items are to be done, counted from the deployment: <c>T-24h</c>.</summary>
    public string? At { get; init; }

    /// <summary>By when its items are to be done, where the deployment's begin is known.</summary>
    public DateTimeOffset? Due { get; init; }

    public required IReadOnlyList<ChecklistItemView> Items { get; init; }
}
