namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Evidence, as an e-value, that the candidate is the worse one of two in more than half of the blocks. It asks nothing of the
/// noise within a block: where two equal sides each have theirs, each is the worse one as often as the other.
/// </summary>
public sealed class SignTest
{
    /// <summary>The parts of bad blocks that are looked for.</summary>
    private static readonly double[] Parts = [0.65, 0.8, 0.95];

    private readonly double[] _logs = new double[Parts.Length];

    /// <summary>The e-value: 1 before the first block.</summary>
    public double E => _logs.Average(Math.Exp);

    /// <summary>Takes in one block.</summary>
    public void Add(bool candidateIsWorse)
    {
        for (var index = 0; index < Parts.Length; index++)
            _logs[index] += Math.Log(2 * (candidateIsWorse ? Parts[index] : 1 - Parts[index]));
    }
}
