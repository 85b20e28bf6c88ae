namespace Slipway.Core.Analysis.BurnRate;

/// <summary>Whether an error budget burns too fast, and what is left of it.</summary>
/// <param name="Firing">Whether one of the windows fires.</param>
/// <param name="Windows">In the order of the input.</param>
/// <param name="BudgetRemaining">
/// 1 − errors / ((1 − SLO) · requests) over the whole series: 1 is all of it, 0 none, below 0 overspent. Null without a request.
/// </param>
public sealed record BurnRateResult(bool Firing, IReadOnlyList<WindowBurn> Windows, double? BudgetRemaining)
{
    public bool Equals(BurnRateResult? other) =>
        other is not null && Firing == other.Firing && BudgetRemaining == other.BudgetRemaining && Windows.SequenceEqual(other.Windows);

    public override int GetHashCode() => HashCode.Combine(Firing, Windows.Count, BudgetRemaining);
}
