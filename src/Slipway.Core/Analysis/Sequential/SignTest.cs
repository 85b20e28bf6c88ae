namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Evidence, as an e-value, that the candidate is the worse one of two in more than half of the blocks. It asks nothing of the
/// noise within a block: where two equal sides each have theirs, each is the worse one as often as the other. As with
/// <see cref="RateGrid"/>, a part of the weight waits for a change.
/// </summary>
public sealed class SignTest
{
    private const double StillGoodAtFirst = 0.1;

    /// <summary>The parts of bad blocks that are looked for.</summary>
    private static readonly double[] Parts = [0.65, 0.8, 0.95];

    private readonly double[] _weights = [.. Parts.Select(_ => (1 - StillGoodAtFirst) / Parts.Length)];
    private double _stillGood = StillGoodAtFirst;

    /// <summary>The e-value: 1 before the first block.</summary>
    public double E => _stillGood + _weights.Sum();

    /// <summary>Takes in one block.</summary>
    /// <param name="candidateIsWorse">Whether it was the worse one.</param>
    /// <param name="change">The chance that what was good so far has gone bad since the last block; 0 up to 1.</param>
    public void Add(bool candidateIsWorse, double change = 0)
    {
        var moved = _stillGood * change;
        _stillGood -= moved;
        for (var index = 0; index < Parts.Length; index++)
            _weights[index] = (_weights[index] + (moved / Parts.Length)) * 2 * (candidateIsWorse ? Parts[index] : 1 - Parts[index]);
    }
}
