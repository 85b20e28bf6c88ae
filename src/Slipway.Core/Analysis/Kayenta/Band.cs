namespace Slipway.Core.Analysis.Kayenta;

/// <summary>A run of neighbours among the sorted differences of <see cref="PairwiseDifferences"/>.</summary>
/// <param name="From">By row, the first column that belongs to it.</param>
/// <param name="To">By row, the first column that does not any more.</param>
/// <param name="Before">Differences before the band; so many is the rank of its smallest.</param>
/// <param name="Count">Differences in it; at least 1.</param>
/// <param name="Low">The smallest of them.</param>
/// <param name="High">The largest of them.</param>
internal sealed record Band(int[] From, int[] To, long Before, long Count, double Low, double High);
