using Slipway.Bench.Chaos.Faults;
using Slipway.Bench.Chaos.Users;
using Slipway.Bench.Chaos.World;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>Sorts what users got, and finds the failures that nothing but Slipway itself explains.</summary>
public static class RequestCheck
{
    private const string Good = "good answers";
    private const string OwnErrors = "a bad version's own errors";
    private const string OwnCrashes = "lost with a bad version that crashed, or while all of its instances had";
    private const string InstanceKilled = "in flight at an instance that was killed";
    private const string GatewayKilled = "at a gateway that was killed, until it was back";
    private const string Unexplained = "failed without an explanation";

    /// <summary>A gateway notices at once that an instance has gone; a machine with more to do than it can, a little later.</summary>
    private static readonly TimeSpan NoticeWithin = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyList<string> Classes = [Good, OwnErrors, OwnCrashes, InstanceKilled, GatewayKilled, Unexplained];

    /// <returns>How many were of which class.</returns>
    public static IReadOnlyDictionary<string, int> Run(Evidence evidence, ICollection<Violation> violations)
    {
        var unexplained = new List<UserRequest>();
        var counts = Classes.ToDictionary(name => name, _ => 0);
        foreach (var ofPlace in evidence.Requests.GroupBy(request => request.Place))
        {
            var place = ofPlace.Key.ToString();
            var rollouts = evidence.RolloutsOf(place).ToList();
            var outages = evidence.FaultsOf(FaultKind.GatewayKilled, place).Select(fault => Outage(fault, ofPlace)).ToList();
            foreach (var request in ofPlace)
            {
                var name = ClassOf(request, place, evidence, rollouts, outages);
                counts[name]++;
                if (name == Unexplained)
                    unexplained.Add(request);
            }
        }

        foreach (var alike in unexplained.GroupBy(request => (request.Place, request.Status, request.Version, request.Detail)))
            violations.Add(new Violation("no failed request that no fault of the service explains", Describe([.. alike])));

        return counts;
    }

    /// <summary>From the end of a gateway to the first answer of its successor, for users.</summary>
    public static IReadOnlyList<double> OutageSeconds(Evidence evidence) =>
    [
        .. evidence.Faults.Where(fault => fault.Kind == FaultKind.GatewayKilled)
            .Select(fault => Outage(fault, evidence.Requests.Where(request => request.Place == fault.Place)))
            .Where(outage => outage.To != DateTimeOffset.MaxValue)
            .Select(outage => (outage.To - outage.From).TotalSeconds),
    ];

    private static string ClassOf(
        UserRequest request, string place, Evidence evidence, List<RolloutHistory> rollouts, List<(DateTimeOffset From, DateTimeOffset To)> outages)
    {
        if (request.IsGood)
            return Good;
        if (request.Version is { } version)
            return evidence.BehaviourOf(place, version) == Behaviour.Errors && request.Status == 500 ? OwnErrors : Unexplained;
        if (outages.Exists(outage => request.Status == 0 && request.SentAt <= outage.To && request.EndedAt >= outage.From))
            return GatewayKilled;
        if (evidence.FaultsOf(FaultKind.InstanceKilled, place).Any(fault =>
            fault.Slot == request.Slot && request.SentAt <= fault.At + NoticeWithin && request.EndedAt >= fault.At))
            return InstanceKilled;
        return rollouts.Exists(rollout => Crashed(rollout, request, evidence)) ? OwnCrashes : Unexplained;
    }

    private static bool Crashed(RolloutHistory rollout, UserRequest request, Evidence evidence) =>
        evidence.BehaviourOf(rollout.Place, rollout.Version) == Behaviour.CrashesUnderLoad
        && rollout.IsUnderWay(request.SentAt, request.EndedAt)
        && ((request.Status is 502 or 504 && request.Slot == rollout.Plan.Slot.Label()) || (request.Status == 503 && HadAll(rollout, request)));

    /// <summary>It was to have all requests when there was nobody to take them.</summary>
    private static bool HadAll(RolloutHistory rollout, UserRequest request) =>
        rollout.Events.LastOrDefault(e => e.At <= request.EndedAt && e.Event is EffectStarted { Split: not null }).Event is EffectStarted { Split: { } split }
        && split[rollout.Plan.Slot] == Weight.Full;

    private static (DateTimeOffset From, DateTimeOffset To) Outage(Fault fault, IEnumerable<UserRequest> ofPlace) =>
        (fault.At, ofPlace.Where(request => request.SentAt > fault.At && request.Status != 0).Select(request => request.EndedAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min());

    private static string Describe(IReadOnlyList<UserRequest> alike) =>
        $"{alike[0].Place}: {alike.Count} from {alike[0].SentAt:HH:mm:ss.fff} to {alike[^1].EndedAt:HH:mm:ss.fff}: {alike[0].Status} {alike[0].Version} {alike[0].Detail?.ReplaceLineEndings(" ")}";
}
