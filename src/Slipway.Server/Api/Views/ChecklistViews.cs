using Slipway.Contracts.Views;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Text;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Checklists as the API shows them.</summary>
internal static class ChecklistViews
{
    /// <param name="release">Null: none is known, and only answers for any release count.</param>
    /// <param name="start">When the deployment begins; null while that is not known.</param>
    public static ChecklistView Of(EnvironmentKey key, ChecklistSpec checklist, ChecklistState state, ReleaseVersion? release, DateTimeOffset now, DateTimeOffset? start)
    {
        var before = ChecklistGate.Decide(checklist, state, release ?? default, now, ChecklistMoment.Before, start);
        var after = ChecklistGate.Decide(checklist, state, release ?? default, now, ChecklistMoment.After, start);
        return new ChecklistView
        {
            App = key.App,
            Environment = key.Environment,
            Release = release?.ToString(),
            Clear = before.IsClear,
            Sentence = before.Sentence,
            Until = before.Until,
            Groups = [.. before.Items.Concat(after.Items).GroupBy(item => item.Group).Select(group => Of(checklist, group.Key, [.. group]))],
        };
    }

    public static string Sentence(ChecklistEvent e) => e switch
    {
        ItemSigned signed => $"{signed.By} signs off {signed.Item} as {signed.Role}{About(signed)}: {signed.Evidence}",
        ItemChecked { Passed: true } passed => $"{passed.Item} is in order{About(passed)}: {passed.Evidence}",
        ItemChecked failed => $"{failed.Item} is not in order{About(failed)}: {failed.Evidence}",
        ItemWithdrawn withdrawn => $"{withdrawn.By} withdraws the answers to {withdrawn.Item}{(withdrawn.Reason is { } reason ? $": {reason}" : "")}",
        _ => e.GetType().Name,
    };

    private static string About(ItemAnswered answered) => answered.Release is { } release ? $" for {release}" : "";

    private static ChecklistGroupView Of(ChecklistSpec checklist, ChecklistGroup group, IReadOnlyList<ItemStatus> items) => new()
    {
        Name = group.Name,
        Moment = group.Moment is ChecklistMoment.Before ? "before" : "after",
        Phase = group.Phase,
        At = checklist.Phases.FirstOrDefault(p => p.Name == group.Phase) is { } phase ? TMinus.Format(phase.At) : null,
        Due = items[0].Due,
        Items = [.. items.Select(Of)],
    };

    private static ChecklistItemView Of(ItemStatus status) => new()
    {
        Id = status.Item.Id,
        Text = status.Item.Text,
        PartOf = status.Parent?.Text,
        State = status.State.ToString().ToLowerInvariant(),
        Role = status.Item.Role,
        Check = status.Item.Check?.Name,
        Evidence = status.Answer?.Event.Evidence,
        By = (status.Answer?.Event as ItemSigned)?.By,
        AnsweredAt = status.Answer?.At,
        Until = status.Answer?.Event.Until,
    };
}
