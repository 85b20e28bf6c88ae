using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Users;
using Slipway.Bench.Chaos.World;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>
/// Whether users were answered by whom the record says: once a split is recorded as seen in force, no request that is sent
/// after it is answered by a version without weight, until the next order to the router. A server that woke up and went on
/// with what it thought, or a gateway that began with an old split, would show here.
/// </summary>
public static class WeightCheck
{
    /// <summary>A gateway whose side has nobody to connect to asks the other side, weight or not.</summary>
    private static readonly TimeSpan ElsewhereFor = TimeSpan.FromSeconds(10);

    /// <returns>Answers that were held against a recorded split.</returns>
    public static int Run(Evidence evidence, ICollection<Violation> violations)
    {
        var compared = 0;
        foreach (var ofPlace in evidence.Requests.Where(request => request.Version is not null).GroupBy(request => request.Place))
        {
            var place = ofPlace.Key.ToString();
            var rollouts = evidence.RolloutsOf(place).ToList();
            var moments = Claims([.. rollouts.SelectMany(Moments).OrderBy(moment => moment.At)]);
            var wrong = new List<(UserRequest Request, Moment Seen)>();
            foreach (var request in ofPlace)
            {
                if (moments.FindLastIndex(moment => moment.At <= request.SentAt) is var last and >= 0
                    && moments[last] is { Weights: { } weights } seen
                    && (last + 1 == moments.Count || moments[last + 1].At > request.EndedAt)
                    && !MayBeElsewhere(request, place, evidence, rollouts))
                {
                    compared++;
                    if (weights.GetValueOrDefault(request.Version!) == 0)
                        wrong.Add((request, seen));
                }
            }

            foreach (var alike in wrong.GroupBy(one => (one.Seen, one.Request.Version)))
                violations.Add(new Violation("no answer of a version without weight", Describe(place, alike.Key.Seen, [.. alike.Select(one => one.Request)])));
        }

        return compared;
    }

    /// <summary>Without those that still show an earlier split than the one that was ordered last: the router had not come to it yet.</summary>
    private static List<Moment> Claims(List<Moment> moments)
    {
        TrafficSplit? ordered = null;
        var claims = new List<Moment>();
        foreach (var moment in moments)
        {
            if (moment.Weights is null)
                ordered = moment.Split;
            claims.Add(moment.Split == ordered ? moment : moment with { Weights = null });
        }

        return claims;
    }

    private static string Describe(string place, Moment seen, IReadOnlyList<UserRequest> requests) =>
        $"{place}: {requests[0].Version} answered {requests.Count} requests, the first sent {requests[0].SentAt:HH:mm:ss.fff}; "
        + $"since {seen.At:HH:mm:ss.fff} the weights of {seen.Rollout} were {string.Join(", ", seen.Weights!.Select(weight => $"{weight.Key} {weight.Value} %"))}";

    private static IEnumerable<Moment> Moments(RolloutHistory rollout) => rollout.Events.Select(e => e.Event switch
    {
        WeightsObserved { Split.IsNone: false } observed => new Moment(e.At, rollout.Id, observed.Split, WeightsOf(rollout, observed.Split)),
        EffectStarted { Split: { } split } => new Moment(e.At, rollout.Id, split, null),
        _ => null,
    }).OfType<Moment>();

    private static Dictionary<string, decimal> WeightsOf(RolloutHistory rollout, TrafficSplit split)
    {
        var weights = new Dictionary<string, decimal> { [rollout.Version] = split[rollout.Plan.Slot].Percent };
        if (rollout.Plan.From is { } from)
            weights[from.Version.ToString()] = weights.GetValueOrDefault(from.Version.ToString()) + split[rollout.Plan.StableSlot].Percent;
        return weights;
    }

    private static bool MayBeElsewhere(UserRequest request, string place, Evidence evidence, List<RolloutHistory> rollouts) =>
        evidence.FaultsOf(FaultKind.InstanceKilled, place).Any(fault => fault.At <= request.EndedAt && fault.At >= request.SentAt - ElsewhereFor)
        || rollouts.Exists(rollout => rollout.IsUnderWay(request.SentAt, request.EndedAt) && evidence.BehaviourOf(place, rollout.Version) == Behaviour.CrashesUnderLoad);

    /// <param name="Weights">By version, in percent; null from an order to the router until it is seen in force.</param>
    private sealed record Moment(DateTimeOffset At, string Rollout, TrafficSplit Split, IReadOnlyDictionary<string, decimal>? Weights);
}
