namespace Slipway.Core.Analysis;

/// <summary>The verdict over all rules at one instant, with what each found. The worst counts: fail, then insufficient data, then inconclusive.</summary>
public sealed record Evaluation(Verdict Verdict, IReadOnlyList<Finding> Findings)
{
    /// <summary>Combines findings; none at all is a pass: nothing was asked.</summary>
    public static Evaluation Of(IReadOnlyList<Finding> findings) => new(Worst(findings), findings);

    /// <summary>The sentence that decided.</summary>
    public string Sentence => Findings.FirstOrDefault(f => f.Verdict == Verdict)?.Sentence ?? "no rule is set";

    private static Verdict Worst(IReadOnlyList<Finding> findings)
    {
        foreach (var verdict in (ReadOnlySpan<Verdict>)[Verdict.Fail, Verdict.InsufficientData, Verdict.Inconclusive])
        {
            if (findings.Any(f => f.Verdict == verdict))
                return verdict;
        }

        return Verdict.Pass;
    }

    public bool Equals(Evaluation? other) =>
        other is not null && Verdict == other.Verdict && Findings.SequenceEqual(other.Findings);

    public override int GetHashCode() => HashCode.Combine(Verdict, Findings.Count);
}
