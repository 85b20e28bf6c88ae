using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Checklists;

/// <summary>Whether a checklist lets a release come, or lets its deployment end. An item without an answer that counts is never clear.</summary>
public static class ChecklistGate
{
    /// <summary>Open items that the sentence names.</summary>
    private const int Named = 3;

    /// <param name="state">The answers in the environment.</param>
    /// <param name="release">Whose answers count, besides those for any release.</param>
    /// <param name="start">When the deployment begins, from which phases count; null while that is not known.</param>
    public static ChecklistDecision Decide(
        ChecklistSpec checklist, ChecklistState state, ReleaseVersion release, DateTimeOffset now, ChecklistMoment moment = ChecklistMoment.Before, DateTimeOffset? start = null)
    {
        if (checklist.Groups.Count == 0)
            return new ChecklistDecision(false, [], $"the checklist {checklist.File} was not read", null);
        var items = checklist.Groups.Where(group => group.Moment == moment)
            .SelectMany(group => Leaves(group).Select(leaf => Status(checklist, group, leaf.Parent, leaf.Item, state, release, now, start)))
            .ToList();
        var isClear = items.TrueForAll(item => item.IsClear);
        return new ChecklistDecision(isClear, items, Sentence(items), isClear && items.Count > 0 ? items.Min(item => item.Answer!.Event.Until) : null);
    }

    private static IEnumerable<(ChecklistItem? Parent, ChecklistItem Item)> Leaves(ChecklistGroup group) =>
        group.Items.SelectMany(item => item.Parts.Count == 0 ? [((ChecklistItem?)null, item)] : item.Parts.Select(part => ((ChecklistItem?)item, part)));

    private static ItemStatus Status(
        ChecklistSpec checklist, ChecklistGroup group, ChecklistItem? parent, ChecklistItem item, ChecklistState state, ReleaseVersion release, DateTimeOffset now, DateTimeOffset? start)
    {
        var answers = state.Answers.Where(a => a.Event.Item == item.Id && (a.Event.Release == release || (a.Event.Release is null && !item.PerRelease))).ToList();
        var digest = ItemDigest.Of(item);
        var answer = answers.Find(a => a.Event.Definition == digest);
        var standing = answer switch
        {
            null => answers.Count > 0 ? ItemState.Changed : ItemState.Open,
            _ when answer.IsExpired(now) => ItemState.Expired,
            { IsGood: false } => ItemState.Failed,
            _ => ItemState.Clear,
        };
        var phase = checklist.Phases.FirstOrDefault(p => p.Name == group.Phase);
        return new ItemStatus(group, parent, item, standing, answer ?? answers.FirstOrDefault(), phase is null ? null : start + phase.At, ClearedBy(item));
    }

    private static string ClearedBy(ChecklistItem item) =>
        item.Role is { } role ? $"somebody with the role {role}" : $"its check ({item.Check!.Name})";

    private static string Sentence(List<ItemStatus> items)
    {
        var open = items.FindAll(item => !item.IsClear);
        if (open.Count == 0)
            return items.Count == 0 ? "the checklist has no items here" : $"all {items.Count} items of the checklist are clear";
        var named = open.Take(Named).Select(item => $"{item.Item.Id} ({Word(item)}, cleared by {item.ClearedBy})");
        var more = open.Count > Named ? $" and {open.Count - Named} more" : "";
        return $"{open.Count} of {items.Count} items of the checklist {(open.Count == 1 ? "is" : "are")} not clear: {string.Join(", ", named)}{more}";
    }

    private static string Word(ItemStatus item) => item.State switch
    {
        ItemState.Failed => $"failed: {item.Answer!.Event.Evidence}",
        ItemState.Expired => "expired",
        ItemState.Changed => "changed since it was answered",
        _ => "open",
    };
}
