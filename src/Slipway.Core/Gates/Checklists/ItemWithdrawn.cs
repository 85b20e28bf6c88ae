namespace Slipway.Core.Gates.Checklists;

/// <summary>All answers to an item so far do not count any more.</summary>
public sealed record ItemWithdrawn : ChecklistEvent
{
    public required string By { get; init; }

    public string? Reason { get; init; }
}
