using Slipway.Core.Planning.Steps;
using Slipway.Core.Values;

namespace Slipway.Core.Gates.Approvals;

/// <summary>
/// Whether the right people approved. Each person counts once, for one of their roles: the one that lets the most needs be met
/// (a maximum matching of people to wanted places). Pure.
/// </summary>
public static class Quorum
{
    /// <summary>The approvals of a step that count now: given for this very plan, not expired, not the requester's own, the newest of each person.</summary>
    public static IReadOnlyList<Approval> Counting(
        IEnumerable<Approval> approvals, int index, ApproveStep step, Digest plan, string requester, DateTimeOffset now) =>
        [.. approvals
            .Where(a => a.Step == index && a.Plan == plan && now < a.Until && (step.Requester || a.By != requester))
            .GroupBy(a => a.By, StringComparer.Ordinal)
            .Select(person => person.MaxBy(a => a.At)!)];

    /// <summary>What is still wanted; empty when nothing is.</summary>
    /// <param name="counting">At most one for each person.</param>
    public static IReadOnlyList<ApprovalNeed> Missing(IReadOnlyList<ApprovalNeed> needs, IReadOnlyList<Approval> counting)
    {
        var places = needs.SelectMany((need, index) => Enumerable.Repeat(index, need.Count)).ToList();
        var holder = new int[places.Count];
        Array.Fill(holder, -1);
        for (var person = 0; person < counting.Count; person++)
            Seat(person, new bool[places.Count]);
        return [.. needs
            .Select((need, index) => need with { Count = places.Where((place, at) => place == index && holder[at] < 0).Count() })
            .Where(need => need.Count > 0)];

        // Kuhn's algorithm: a person takes a free place, or one whose holder can move to another.
        bool Seat(int person, bool[] tried)
        {
            for (var place = 0; place < places.Count; place++)
            {
                if (tried[place] || !counting[person].Roles.Contains(needs[places[place]].Role))
                    continue;
                tried[place] = true;
                if (holder[place] >= 0 && !Seat(holder[place], tried))
                    continue;
                holder[place] = person;
                return true;
            }

            return false;
        }
    }
}
