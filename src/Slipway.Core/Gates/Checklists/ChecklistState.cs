namespace Slipway.Core.Gates.Checklists;

/// <summary>The newest answers to each item. A fold of their events, which may begin anywhere: older answers have expired.</summary>
/// <param name="Version">Of the last event that was folded.</param>
/// <param name="Answers">Newest first: one for each item, definition and release.</param>
public sealed record ChecklistState(int Version, IReadOnlyList<ItemAnswer> Answers)
{
    /// <summary>Answers that are kept for one item: so many releases can be on their way at once.</summary>
    public const int MaxAnswersPerItem = 10;

    public static ChecklistState None { get; } = new(0, []);

    /// <param name="version">The event's place in its stream.</param>
    public ChecklistState Apply(ChecklistEvent e, int version, DateTimeOffset at) => e switch
    {
        ItemAnswered answered => new ChecklistState(version, [new ItemAnswer(answered, at), .. Others(answered)]),
        ItemWithdrawn withdrawn => new ChecklistState(version, [.. Answers.Where(a => a.Event.Item != withdrawn.Item)]),
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    private IEnumerable<ItemAnswer> Others(ItemAnswered answered)
    {
        var ofItem = 1;
        foreach (var answer in Answers)
        {
            var isOfItem = answer.Event.Item == answered.Item;
            if (!isOfItem || (!Replaces(answered, answer.Event) && ++ofItem <= MaxAnswersPerItem))
                yield return answer;
        }
    }

    private static bool Replaces(ItemAnswered answered, ItemAnswered other) =>
        other.Release == answered.Release && other.Definition == answered.Definition;
}
