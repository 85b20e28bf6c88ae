using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Audit;

/// <summary>
/// Finds the first row of the store that was altered, dropped, moved or inserted.
/// Rows cut off at the end leave an intact chain: <see cref="Against"/> a head that was noted earlier finds those.
/// So does it find a chain that was computed anew from some row on.
/// </summary>
public static class ChainVerifier
{
    /// <summary>How far behind a fault the missing row is looked for, to tell one that was moved from one that was dropped.</summary>
    private const int LookAheadRows = 1_000;

    /// <param name="from">The end of what was checked before; <see cref="ChainHead.Genesis"/> at first.</param>
    /// <param name="events">What follows, in the order in which the store returns it.</param>
    public static ChainReport Verify(ChainHead from, IEnumerable<StoredEvent> events)
    {
        using var rest = events.GetEnumerator();
        var (before, head) = (from, from);
        while (rest.MoveNext())
        {
            var next = rest.Current;
            if (next.Position != head.Position + 1 || next.Previous != head.Hash || ChainHash.Of(next) != next.Hash)
                return new ChainReport(head, Explain(before, head, next, Upcoming(rest)));
            (before, head) = (head, ChainHead.After(next));
        }

        return new ChainReport(head, null);
    }

    /// <summary>Compares an intact chain with a head that was noted earlier: a signed checkpoint, a copy kept elsewhere.</summary>
    /// <param name="noted">The head then.</param>
    /// <param name="found">The head at the same position now, or the end when the chain is shorter.</param>
    public static ChainFault? Against(ChainHead noted, ChainHead found)
    {
        if (found.Position < noted.Position)
        {
            return new ChainFault(
                found.Position + 1,
                ChainFaultKind.Dropped,
                $"The store ends with event {found.Position}, but had {noted.Position} events: the last ones are missing");
        }

        return found == noted
            ? null
            : new ChainFault(
                noted.Position,
                ChainFaultKind.Altered,
                $"Event {noted.Position} has the hash {found.Hash.Short}, but had {noted.Hash.Short}: it or one before it was written anew");
    }

    /// <summary>The one place that names a fault. <paramref name="next"/> does not follow <paramref name="head"/>; why?</summary>
    private static ChainFault Explain(ChainHead before, ChainHead head, StoredEvent next, List<StoredEvent> upcoming)
    {
        var place = head.Position + 1;
        var row = $"Event {place} ({Name(next)})";
        if (next.Previous == head.Hash || HashAt(head, next) == next.Hash)
            return new ChainFault(place, ChainFaultKind.Altered, $"{row} was altered: its hash does not match its content");
        if (next.Previous == before.Hash && head != before)
        {
            return new ChainFault(
                head.Position, ChainFaultKind.Inserted, $"Event {head.Position} was inserted: {Name(next)} was written right after event {before.Position}");
        }

        if (upcoming.Any(other => other.Hash == next.Previous))
            return new ChainFault(place, ChainFaultKind.Reordered, $"{row} was written later and moved here");
        if (upcoming.Find(other => other.Previous == head.Hash) is { } successor)
            return new ChainFault(place, ChainFaultKind.Inserted, $"{row} was inserted: the one written at this place is {Name(successor)}");
        return next.Position == place && ChainHash.Of(next) == next.Hash && place > 1
            ? new ChainFault(head.Position, ChainFaultKind.Altered, $"Event {head.Position} was altered together with its hash: {Name(next)} was written after another")
            : new ChainFault(place, ChainFaultKind.Dropped, $"Event {place} is missing: {Name(next)} follows, which was written after another");
    }

    /// <summary>The hash that the row has if only its place or its previous hash were overwritten.</summary>
    private static Digest HashAt(ChainHead head, StoredEvent row) => ChainHash.Of(row with { Previous = head.Hash, Position = head.Position + 1 });

    private static string Name(StoredEvent row) => $"{row.Type} of {row.Stream}, version {row.Version}";

    private static List<StoredEvent> Upcoming(IEnumerator<StoredEvent> rest)
    {
        var upcoming = new List<StoredEvent>();
        while (upcoming.Count < LookAheadRows && rest.MoveNext())
            upcoming.Add(rest.Current);
        return upcoming;
    }
}
