using Slipway.Core.Specs.Model;

namespace Slipway.Core.Gates.Checklists;

/// <summary>An item without parts as it stands for a release.</summary>
/// <param name="Parent">The item that it is a part of; null for none.</param>
/// <param name="Answer">The newest answer that is about this release; null without one.</param>
/// <param name="Due">By when it is to be done; null: at any time, or when the deployment is not known.</param>
/// <param name="ClearedBy">Who or what clears it, as a sentence shows it.</param>
public sealed record ItemStatus(
    ChecklistGroup Group, ChecklistItem? Parent, ChecklistItem Item, ItemState State, ItemAnswer? Answer, DateTimeOffset? Due, string ClearedBy)
{
    public bool IsClear => State is ItemState.Clear;
}
