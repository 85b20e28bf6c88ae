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

    /// <summary>Lines of all servers that tell the same notice again. A server that ended between telling and noting it explains them.</summary>
    public static int ToldAgain(IEnumerable<string> lines, Evidence evidence)
    {
        var ids = evidence.Record.Rollouts.Select(rollout => rollout.Id).ToHashSet();
        return lines
            .Where(line => line.Split(' ', 3) is [_, var subject, _] && ids.Contains(subject.TrimEnd(':')))
            .GroupBy(line => line)
            .Sum(group => group.Count() - 1);
    }
}
