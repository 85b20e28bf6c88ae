namespace Slipway.Contracts.Views;

/// <summary>The checklist of an environment, as it stands for a release.</summary>
public sealed record ChecklistView
{
    public required string App { get; init; }
    public required string Environment { get; init; }

    /// <summary>The version that it is about; null where none is on its way and none runs.</summary>
    public string? Release { get; init; }

    /// <summary>Whether everything is clear that holds up a deployment.</summary>
    public required bool Clear { get; init; }

    /// <summary>What holds up a deployment, and who clears it.</summary>
    public required string Sentence { get; init; }

    /// <summary>When the first answer expires that a deployment needs; null while it is not clear.</summary>
    public DateTimeOffset? Until { get; init; }

    public required IReadOnlyList<ChecklistGroupView> Groups { get; init; }
}
