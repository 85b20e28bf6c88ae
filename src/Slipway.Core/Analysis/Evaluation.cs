using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis;

/// <summary>The verdict over all rules at one instant, with what each found. The worst counts: fail, then insufficient data, then inconclusive.</summary>
public sealed record Evaluation(Verdict Verdict, IReadOnlyList<Finding> Findings)
{
    /// <summary>The instant of the look; null where nothing was looked at.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The time of the last sample that was judged; null without one.</summary>
    public DateTimeOffset? LastSample { get; init; }

    /// <summary>Combines findings; none at all is a pass: nothing was asked.</summary>
    public static Evaluation Of(IReadOnlyList<Finding> findings) => new(Worst(findings), findings);

    /// <summary>The sentence that decided.</summary>
    public string Sentence => Findings.FirstOrDefault(f => f.Verdict == Verdict)?.Sentence ?? "no rule is set";

    /// <summary>Whether the rollout may not go on: something failed, or is open and must not be.</summary>
    [JsonIgnore]
    public bool Holds => Findings.Any(f => f.Verdict == Verdict.Fail || (f.Verdict != Verdict.Pass && f.Holds));

    /// <summary>The first open finding that holds the rollout, else the one that decided.</summary>
    [JsonIgnore]
    public string HoldingSentence => Findings.FirstOrDefault(f => f.Verdict != Verdict.Pass && f.Holds)?.Sentence ?? Sentence;

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
