using Slipway.Bench.Chaos.Faults;
using Slipway.Core.Audit;

namespace Slipway.Bench.Chaos.Checks;

/// <summary>The chain of the record, and the notices.</summary>
public static class RecordCheck
{
    public static void Run(Evidence evidence, ICollection<Violation> violations)
    {
        var record = evidence.Record;
        if (ChainVerifier.Verify(ChainHead.Genesis, record.Events).Fault is { } fault)
            violations.Add(new Violation("the audit chain is whole", $"event {fault.Position}: {fault.Message}"));
        foreach (var stream in record.Events.GroupBy(stored => stored.Stream))
        {
            if (!stream.Select(stored => stored.Version).SequenceEqual(Enumerable.Range(1, stream.Count())))
                violations.Add(new Violation("the versions of a stream have no gaps", $"{stream.Key}: {string.Join(", ", stream.Select(stored => stored.Version))}"));
        }

        foreach (var notice in record.Notices.Where(notice => !notice.Delivered))
            violations.Add(new Violation("every notice is delivered", $"{notice.Key} of {notice.Rollout} is not"));
        foreach (var twice in record.Notices.GroupBy(notice => notice.Key).Where(group => group.Count() > 1))
            violations.Add(new Violation("no notice is there twice", $"{twice.Key} is in the outbox {twice.Count()} times"));
    }

    /// <summary>
    /// Counts lines of all servers that tell the same notice again. A server or database that goes away between telling and
    /// noting explains one; more than there were such faults is a violation.
    /// </summary>
    public static int ToldAgain(IEnumerable<string> lines, Evidence evidence, ICollection<Violation> violations)
    {
        var ids = evidence.Record.Rollouts.Select(rollout => rollout.Id).ToHashSet();
        var again = lines
            .Where(line => line.Split(' ', 3) is [_, var subject, _] && ids.Contains(subject.TrimEnd(':')))
            .GroupBy(line => line)
            .Where(group => group.Count() > 1)
            .ToList();
        var count = again.Sum(group => group.Count() - 1);
        var explained = evidence.Faults.Count(fault => fault.TakesServerOut || fault.Kind is FaultKind.DatabaseRestarted or FaultKind.DatabaseCrashed);
        if (count > explained)
            violations.Add(new Violation("a notice is told once", $"{count} were told again, and {explained} faults explain one each; the first: {again[0].Key}"));
        return count;
    }
}
