using Slipway.Bench.Judge.Sampling;
using Slipway.Core.Analysis.Sequential;

namespace Slipway.Bench.Judge;

/// <summary>
/// How many errors it takes until the grid finds a worse candidate, with a look after each of them, against the least that any test
/// of the level can do in the mean: ln(1/α)/KL, where KL is what one error says, from Wald.
/// </summary>
/// <param name="Share">θ: of the candidate.</param>
/// <param name="Ratio">Of the two error rates.</param>
public sealed record ErrorsToDetection(double Alpha, double Share, double Ratio)
{
    private const int Runs = 10_000;

    /// <summary>Far above what any takes: the grid always gets there.</summary>
    private const int MaxErrors = 1_000_000;

    public double Bound => Math.Log(1 / Alpha) / Information;

    /// <summary>The chance of an error to be the candidate's.</summary>
    private double Part => Share * Ratio / ((Share * Ratio) + 1 - Share);

    private double Information => (Part * Math.Log(Part / Share)) + ((1 - Part) * Math.Log((1 - Part) / (1 - Share)));

    /// <summary>Of its own for each.</summary>
    private ulong Seed => (ulong)((Alpha * 1e8) + (Share * 1e5) + (Ratio * 10));

    /// <summary>The mean, as a multiple of the bound.</summary>
    public double MultipleOfBound()
    {
        var chance = new Chance(Seed);
        long errors = 0;
        for (var run = 0; run < Runs; run++)
            errors += One(chance);
        return errors / (double)Runs / Bound;
    }

    private int One(Chance chance)
    {
        var (grid, limit, part) = (new RateGrid(1), Math.Log(1 / Alpha), Part);
        for (var errors = 1; errors < MaxErrors; errors++)
        {
            grid.Add(Share, chance.Uniform() < part ? 1 : 0, 1);
            if (grid.LogE >= limit)
                return errors;
        }

        throw new BenchFailedException($"{MaxErrors} errors did not show a candidate with {Ratio} times stable's");
    }
}
