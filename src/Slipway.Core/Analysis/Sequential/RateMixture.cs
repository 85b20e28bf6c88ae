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

    /// <summary>Doublings of the step that looks for the other side of a root: the largest reaches beyond every number.</summary>
    private const int MaxDoublings = 12;

    private double A => Concentration * Share;

    private double B => Concentration * (1 - Share);

    /// <summary>E = B(a + x, b + n − x) / [B(a, b) θ^x (1 − θ)^(n − x)].</summary>
    public double E => Math.Exp(LogE(Math.Log(Share), double.LogP1(-Share)));

    /// <summary>E₊ = E · [1 − I_θ(a + x, b + n − x)] / [1 − I_θ(a, b)]: of that, the part in which the candidate is worse.</summary>
    public double EPlus => E * SpecialFunctions.BetaRegularized(B + All - Candidate, A + Candidate, 1 - Share) / SpecialFunctions.BetaRegularized(B, A, 1 - Share);

    /// <summary>
    /// The confidence sequence of the ratio of rates q/(1 − q) · (1 − θ)/θ at 1 − α: all q with E(q) below 1/α. From 0 and to
    /// infinity where the events say nothing about that end.
    /// </summary>
    /// <remarks>
    /// The root is looked for in ln(q/(1 − q)), in which E falls to the share seen and rises from it: so the bounds are as exact, relative to
    /// themselves, for a ratio of a millionth as for one near 1.
    /// </remarks>
    public (double Low, double High) Sequence(double alpha)
    {
        var limit = Math.Log(1 / alpha);
        var self = this;
        double Excess(double odds) => self.LogE(-Log1PlusExp(-odds), -Log1PlusExp(odds)) - limit;
        var seen = Candidate == 0 || Candidate == All ? Odds(Share) : Odds((double)Candidate / All);
        var low = Candidate == 0 ? double.NegativeInfinity : Root(Excess, seen, -1);
        var high = Candidate == All ? double.PositiveInfinity : Root(Excess, seen, 1);
        return (Math.Exp(low - Odds(Share)), Math.Exp(high - Odds(Share)));
    }

    /// <summary>The only root from which the excess rises in the direction, which is 1 or −1.</summary>
    private static double Root(Func<double, double> excess, double from, int direction)
    {
        var (inside, outside) = (from, from);
        for (var (step, count) = (1.0, 0); count < MaxDoublings && excess(inside) > 0; step *= 2, count++)
            inside -= direction * step;
        for (var (step, count) = (1.0, 0); count < MaxDoublings && excess(outside) <= 0; step *= 2, count++)
            outside += direction * step;
        return Brent.FindRoot(excess, Math.Min(inside, outside), Math.Max(inside, outside), RootTolerance, MaxIterations);
    }

    private static double Odds(double q) => Math.Log(q / (1 - q));

    private static double Log1PlusExp(double x) => x > 0 ? x + double.LogP1(Math.Exp(-x)) : double.LogP1(Math.Exp(x));

    /// <param name="logQ">ln q: of an event's being the candidate's.</param>
    /// <param name="logRest">ln(1 − q).</param>
    private double LogE(double logQ, double logRest) =>
        SpecialFunctions.BetaLn(A + Candidate, B + All - Candidate) - SpecialFunctions.BetaLn(A, B)
        - (Candidate * logQ) - ((All - Candidate) * logRest);
}
