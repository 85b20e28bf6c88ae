namespace Slipway.Contracts.Views;

/// <summary>One side of an environment.</summary>
public sealed record SlotView
{
    /// <summary><c>blue</c> or <c>green</c>.</summary>
    public required string Slot { get; init; }

    public required SlotRole Role { get; init; }

    /// <summary>Null when empty.</summary>
    public string? Version { get; init; }

    /// <summary>Instances wanted.</summary>
    public required int Wanted { get; init; }

    /// <summary>Instances that may be given requests.</summary>
    public required int Ready { get; init; }

    public required IReadOnlyList<InstanceView> Instances { get; init; }
}
