namespace Slipway.Core.Git;

/// <summary>Why what runs is not what the repository wants.</summary>
/// <param name="Sentence">What is wrong and what to do.</param>
public sealed record GitObstacle(GitObstacleKind Kind, string Sentence)
{
    /// <summary>Whether a person reads the same in both: numbers change all the time where something is measured.</summary>
    public bool SaysTheSameAs(GitObstacle? other) =>
        other is not null && Kind == other.Kind && Sentence.Where(c => !char.IsAsciiDigit(c)).SequenceEqual(other.Sentence.Where(c => !char.IsAsciiDigit(c)));
}
