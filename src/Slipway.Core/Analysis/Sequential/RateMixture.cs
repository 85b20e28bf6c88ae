using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// The two-sided mixture of Lindon and Malek (2022, arXiv 2011.03567) over a count of events: how likely they are when the
/// candidate's part of them is drawn from a Beta distribution, against its being exactly its share of the traffic. It gives
/// a confidence sequence of the ratio of rates: right at all times at once.
/// </summary>
/// <param name="Candidate">x: events of the candidate; 0 or more.</param>
/// <param name="All">n: events of both sides; at least <paramref name="Candidate"/>.</param>
/// <param name="Share">θ: the candidate's share of the requests; above 0 and below 1. The same throughout: where it changed, <see cref="RateGrid"/> is right and this is not.</param>
/// <param name="Concentration">The prior is Beta(cθ, c(1 − θ)); above 0.</param>
public readonly record struct RateMixture(long Candidate, long All, double Share, double Concentration = 2)
{
    private const double RootTolerance = 1e-12;

    private const int MaxIterations = 200;

    private double A => Concentration * Share;

    private double B => Concentration * (1 - Share);

    /// <summary>E = B(a + x, b + n − x) / [B(a, b) θ^x (1 − θ)^(n − x)].</summary>
    public double E => Math.Exp(LogE(Share));

    /// <summary>E₊ = E · [1 − I_θ(a + x, b + n − x)] / [1 − I_θ(a, b)]: of that, the part in which the candidate is worse.</summary>
    public double EPlus => E * SpecialFunctions.BetaRegularized(B + All - Candidate, A + Candidate, 1 - Share) / SpecialFunctions.BetaRegularized(B, A, 1 - Share);

    /// <summary>
    /// The confidence sequence of the ratio of rates q/(1 − q) · (1 − θ)/θ at 1 − α: all q with E(q) below 1/α. From 0 and to
    /// infinity where the events say nothing about that end.
    /// </summary>
    public (double Low, double High) Sequence(double alpha)
    {
        var limit = Math.Log(1 / alpha);
        var best = All == 0 ? Share : (double)Candidate / All;
        var self = this;
        double Excess(double q) => self.LogE(q) - limit;
        var low = Candidate == 0 || All == 0 ? 0 : Brent.FindRoot(Excess, 1e-300, best, RootTolerance, MaxIterations);
        var high = Candidate == All ? 1 : Brent.FindRoot(q => Excess(1 - q), 1e-300, 1 - best, RootTolerance, MaxIterations) is var rest ? 1 - rest : 1;
        return (Ratio(low), Ratio(high));
    }

    private double Ratio(double q) => q >= 1 ? double.PositiveInfinity : q / (1 - q) * (1 - Share) / Share;

    private double LogE(double q) =>
        SpecialFunctions.BetaLn(A + Candidate, B + All - Candidate) - SpecialFunctions.BetaLn(A, B)
        - (Candidate == 0 ? 0 : Candidate * Math.Log(q)) - (All == Candidate ? 0 : (All - Candidate) * Math.Log(1 - q));
}
