using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Report;

/// <summary>How a judge came through one pair.</summary>
public sealed class Course
{
    private const Opinion TakesBack = Opinion.Errors | Opinion.Latency | Opinion.SevereLatency;

    /// <summary>The minute in which it would have taken the candidate back; null: never.</summary>
    public int? StoppedAt { get; private set; }

    /// <summary>Requests of the candidate until then, or all.</summary>
    public long Requests { get; private set; }

    /// <summary>Every reason that it had at any look.</summary>
    public Opinion Reasons { get; private set; }

    /// <summary>The minute in which it was satisfied, before it stopped anything; null: never.</summary>
    public int? SatisfiedAt { get; private set; }

    /// <summary>Notes a look.</summary>
    public void Add(PairMinute minute, Opinion opinion)
    {
        if (StoppedAt is null)
        {
            Requests += minute.Candidate.Requests;
            if (opinion.HasFlag(Opinion.NoWorse))
                SatisfiedAt ??= minute.Index;
        }

        Reasons |= opinion & TakesBack;
        if ((opinion & TakesBack) != Opinion.None)
            StoppedAt ??= minute.Index;
    }
}
