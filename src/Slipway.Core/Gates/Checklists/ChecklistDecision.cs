namespace Slipway.Core.Gates.Checklists;

/// <summary>Whether the items of a moment are all clear for a release.</summary>
/// <param name="Items">All items of the moment, in the order of the checklist.</param>
/// <param name="Sentence">How it stands: what is open, and who clears it.</param>
/// <param name="Until">While it is clear: when the first answer expires; null without any items.</param>
public sealed record ChecklistDecision(bool IsClear, IReadOnlyList<ItemStatus> Items, string Sentence, DateTimeOffset? Until)
{
    public IEnumerable<ItemStatus> Open => Items.Where(item => !item.IsClear);

    /// <summary>What holds a rollout up by it; null while it is clear.</summary>
    public Blocker? Blocker =>
        IsClear ? null : new Blocker(GateKind.Checklist, Sentence, Items.Count == 0 ? null : string.Join(", ", Open.Select(item => item.ClearedBy).Distinct()), null);
}
