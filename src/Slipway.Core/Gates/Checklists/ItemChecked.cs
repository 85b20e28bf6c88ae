namespace Slipway.Core.Gates.Checklists;

/// <summary>A check of an item was run.</summary>
public sealed record ItemChecked : ItemAnswered
{
    public required bool Passed { get; init; }
}
