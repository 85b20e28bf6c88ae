using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>A judge of one pair. It is shown each minute once.</summary>
public interface IContender
{
    /// <summary>Takes in a minute and looks.</summary>
    Opinion Look(PairMinute minute);
}
