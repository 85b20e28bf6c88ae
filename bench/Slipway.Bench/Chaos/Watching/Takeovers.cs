using Slipway.Bench.Chaos.Checks;
using Slipway.Bench.Chaos.Faults;

namespace Slipway.Bench.Chaos.Watching;

/// <summary>How long rollouts were without a server, from the leases as they were seen in the database.</summary>
public static class Takeovers
{
    /// <summary>A server that was hit is not counted on for so long after it: it starts, connects, finds its place.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// By kind of fault: seconds from the fault to the lease of another server, or of the next life of the same, for each rollout
    /// that the server held, and that somebody could take: the database was there, and a server that nothing else had hit.
    /// </summary>
    public static IReadOnlyDictionary<FaultKind, IReadOnlyList<double>> Of(IReadOnlyList<Holding> history, Evidence evidence, IReadOnlyList<string> servers)
    {
        var found = new SortedDictionary<FaultKind, List<double>>();
        var ends = evidence.Record.Rollouts.ToDictionary(rollout => rollout.Id, rollout => rollout.EndedAt);
        var byLease = history.GroupBy(holding => holding.Lease).Where(lease => ends.ContainsKey(lease.Key)).ToList();
        foreach (var fault in evidence.Faults.Where(fault => fault.TakesServerOut && fault.Process != 0))
        {
            foreach (var lease in byLease)
            {
                var held = lease.LastOrDefault(holding => holding.Since <= fault.At);
                if (held?.Process != fault.Process || ends[lease.Key] <= fault.At)
                    continue;
                if (lease.FirstOrDefault(holding => holding.Since > fault.At && holding.Owner is not null && holding.Owner != held.Owner) is { } next
                    && SomebodyCould(fault, next.Since, evidence, servers))
                    (found.TryGetValue(fault.Kind, out var seconds) ? seconds : found[fault.Kind] = []).Add((next.Since - fault.At).TotalSeconds);
            }
        }

        return found.ToDictionary(one => one.Key, one => (IReadOnlyList<double>)one.Value);
    }

    private static bool SomebodyCould(Fault lost, DateTimeOffset until, Evidence evidence, IReadOnlyList<string> servers)
    {
        var meanwhile = evidence.Faults.Where(fault => fault.At <= until && fault.Until + Recovery >= lost.At).ToList();
        return !meanwhile.Exists(fault => fault.Kind is FaultKind.DatabaseRestarted or FaultKind.DatabaseCrashed)
            && servers.Any(server => server != lost.Victim && !meanwhile.Exists(fault => fault.Victim == server));
    }
}
