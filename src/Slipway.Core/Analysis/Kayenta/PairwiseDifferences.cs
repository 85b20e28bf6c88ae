namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// All n·m differences between a point of one arm and a point of the other, of which the k-th smallest is found without writing
/// them down: with both arms sorted, the differences are a table whose rows fall and whose columns rise, and one walk along the
/// border between those up to a value and those above it, n + m steps, counts them. Each walk narrows what is in question.
/// </summary>
internal sealed class PairwiseDifferences
{
    /// <summary>So few differences are written down and sorted.</summary>
    private const int Few = 256;

    private readonly double[] _ours;
    private readonly double[] _theirs;

    // Of row i, the differences of our point i, those in question are the columns from _from[i] up to _to[i].
    private int[] _from;
    private int[] _to;
    private int[] _border;

    /// <param name="ours">Rising, at least one point.</param>
    /// <param name="theirs">Rising, at least one point. Each difference must be finite.</param>
    public PairwiseDifferences(double[] ours, double[] theirs)
    {
        (_ours, _theirs) = (ours, theirs);
        (_from, _to, _border) = (new int[ours.Length], new int[ours.Length], new int[ours.Length]);
    }

    public long Count => (long)_ours.Length * _theirs.Length;

    public double Median => Mean((Count - 1) / 2, Count / 2);

    /// <param name="rank">0 is the smallest; below <see cref="Count"/>.</param>
    public double Smallest(long rank) => Mean(rank, rank);

    /// <summary>The mean of two that are neighbours, or of one with itself.</summary>
    private double Mean(long first, long second)
    {
        Array.Clear(_from);
        Array.Fill(_to, _theirs.Length);
        var (low, high) = (_ours[0] - _theirs[^1], _ours[^1] - _theirs[0]);
        var (left, before) = (Count, long.MaxValue);
        while (left > Few && low < high)
        {
            // A guess that did not halve them is followed by the middle one, which needs no luck with how they are spread.
            var pivot = left <= before / 2 ? Guess(low, high, first, left) : Middle(left / 2);
            if (!(pivot >= low && pivot < high))
                pivot = low;
            before = left;
            var (upTo, last, next) = Walk(pivot);
            if (second < upTo)
            {
                (left, high) = (upTo, last);
                (_from, _border) = (_border, _from);
            }
            else if (first >= upTo)
            {
                (first, second, left, low) = (first - upTo, second - upTo, left - upTo, next);
                (_to, _border) = (_border, _to);
            }
            else
            {
                return (last + next) / 2;
            }
        }

        if (low == high)
            return low;
        var sorted = Sorted((int)left);
        return (sorted[first] + sorted[second]) / 2;
    }

    /// <summary>Where one lies if they are spread evenly, and a little beyond as seen from the nearer end: to cut off the longer part.</summary>
    private static double Guess(double low, double high, long rank, long left)
    {
        var beyond = 2 * Math.Sqrt(left);
        var aim = rank < left / 2 ? rank + beyond : rank - beyond;
        return low + ((high - low) * (aim / left));
    }

    /// <summary>Draws the border of those in question at a value: how many are up to it, the last of these, and the next after it.</summary>
    private (long UpTo, double Last, double Next) Walk(double pivot)
    {
        var (upTo, last, next) = (0L, double.NegativeInfinity, double.PositiveInfinity);
        var column = 0;
        for (var row = 0; row < _ours.Length; row++)
        {
            var (point, from, to) = (_ours[row], _from[row], _to[row]);
            column = Math.Max(column, from);
            while (column < to && point - _theirs[column] > pivot)
                column++;
            var border = Math.Min(column, to);
            _border[row] = border;
            if (border < to)
            {
                upTo += to - border;
                last = Math.Max(last, point - _theirs[border]);
            }

            if (border > from)
                next = Math.Min(next, point - _theirs[border - 1]);
        }

        return (upTo, last, next);
    }

    /// <summary>One of those in question, counted row by row.</summary>
    private double Middle(long index)
    {
        var row = 0;
        for (; index >= _to[row] - _from[row]; row++)
            index -= _to[row] - _from[row];
        return _ours[row] - _theirs[_from[row] + (int)index];
    }

    private double[] Sorted(int left)
    {
        var values = new double[left];
        var count = 0;
        for (var row = 0; row < _ours.Length; row++)
        {
            for (var column = _from[row]; column < _to[row]; column++)
                values[count++] = _ours[row] - _theirs[column];
        }

        Array.Sort(values);
        return values;
    }
}
