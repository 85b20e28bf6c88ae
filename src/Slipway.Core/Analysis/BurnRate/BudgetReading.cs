using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.BurnRate;

/// <summary>How an environment's error budget stood at an instant.</summary>
/// <param name="Burning">Whether it burns so fast that a person is paged.</param>
/// <param name="Remaining">The part that is left: 1 is all of it, 0 none, below 0 overspent; null when no request was measured.</param>
/// <param name="Sentence">Both with their numbers, for people.</param>
public sealed record BudgetReading(bool Burning, double? Remaining, string Sentence)
{
    /// <summary>Below this part a rollout takes smaller steps and watches longer.</summary>
    public const double LowBelow = 0.25;

    /// <summary>Whether all of it is used up: nothing new may begin.</summary>
    [JsonIgnore]
    public bool IsSpent => Remaining <= 0;

    [JsonIgnore]
    public bool IsLow => Remaining < LowBelow;

    /// <summary>Whether a rollout is treated in the same way.</summary>
    public bool MeansTheSameAs(BudgetReading other) => (Burning, IsSpent, IsLow) == (other.Burning, other.IsSpent, other.IsLow);
}
