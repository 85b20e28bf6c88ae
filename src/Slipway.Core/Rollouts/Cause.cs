using System.Text.Json.Serialization;
using Slipway.Core.Analysis;

namespace Slipway.Core.Rollouts;

/// <summary>Why a rollout is taken back.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Findings">The evidence, where a judge decided.</param>
public sealed record Cause(CauseKind Kind, string Sentence, IReadOnlyList<Finding> Findings)
{
    public static Cause Of(CauseKind kind, string sentence) => new(kind, sentence, []);

    public bool Equals(Cause? other) =>
        other is not null && Kind == other.Kind && Sentence == other.Sentence && Findings.SequenceEqual(other.Findings);

    public override int GetHashCode() => HashCode.Combine(Kind, Sentence);
}
