using Slipway.Core.Analysis.BurnRate;

namespace Slipway.Core.Specs.Model;

/// <summary>The burn-rate judge: the candidate may not use up an error budget faster than the windows allow.</summary>
public sealed record BurnRateSpec : JudgeSpec
{
    public const string Kind = "burnRate";

    /// <summary>The part of the requests that shall be good; a fraction above 0 and below 1, such as 0.999.</summary>
    public required double Slo { get; init; }

    /// <summary>At least one; each of them alone can roll back.</summary>
    public IReadOnlyList<BurnRateWindow> Windows { get; init; } = BurnRateWindow.Pages;

    /// <summary>Fewer requests of the candidate in a short window are too little data.</summary>
    public long MinRequests { get; init; } = 20;

    public bool Equals(BurnRateSpec? other) =>
        base.Equals(other) && Slo.Equals(other.Slo) && MinRequests == other.MinRequests && Windows.SequenceEqual(other.Windows);

    public override int GetHashCode() => HashCode.Combine(Slo, MinRequests, Windows.Count);
}
