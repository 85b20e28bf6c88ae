namespace Slipway.Core.Analysis.Kayenta;

/// <summary>
/// All n·m differences between a point of one arm and a point of the other, of which those at some ranks are found without
/// writing them down: with both arms sorted, the differences are a table whose rows fall and whose columns rise, and one walk
/// along the border between those up to a value and those above it, n + m steps, counts them. Each walk cuts a band in two.
/// </summary>
/// <param name="ours">Rising, at least one point.</param>
/// <param name="theirs">Rising, at least one point. Each difference must be finite.</param>
internal sealed class PairwiseDifferences(double[] ours, double[] theirs)
{
    /// <summary>So few differences are written down and sorted.</summary>
    private const int Few = 256;

    public long Count => (long)ours.Length * theirs.Length;

    /// <param name="ranks">Rising; 0 is the smallest, each below <see cref="Count"/>.</param>
    public double[] At(params ReadOnlySpan<long> ranks)
    {
        var to = new int[ours.Length];
        Array.Fill(to, theirs.Length);
        var found = new double[ranks.Length];
        Find(ranks, found, new Band(new int[ours.Length], to, 0, Count, ours[0] - theirs[^1], ours[^1] - theirs[0]));
        return found;
    }

    /// <summary>Finds those at ranks that all lie in a band.</summary>
    private void Find(ReadOnlySpan<long> ranks, Span<double> found, Band band)
    {
        var before = long.MaxValue;
        while (band.Count > Few && band.Low < band.High)
        {
            // A guess that did not halve the band is followed by the middle one, which needs no luck with how they are spread.
            var pivot = band.Count <= before / 2 ? Guess(ranks, band) : Middle(band);
            before = band.Count;
            var (lower, upper) = Cut(band, pivot >= band.Low && pivot < band.High ? pivot : band.Low);
            var below = 0;
            while (below < ranks.Length && ranks[below] < upper.Before)
                below++;
            if (below == ranks.Length)
            {
                band = lower;
                continue;
            }

            if (below > 0)
                Find(ranks[..below], found[..below], lower);
            ranks = ranks[below..];
            found = found[below..];
            band = upper;
        }

        var sorted = band.Low < band.High ? Sorted(band) : null;
        for (var index = 0; index < ranks.Length; index++)
            found[index] = sorted is null ? band.Low : sorted[ranks[index] - band.Before];
    }

    /// <summary>Where the longer part without a rank ends if they are spread evenly, and a little less, so as to lose no rank.</summary>
    private static double Guess(ReadOnlySpan<long> ranks, Band band)
    {
        var (first, last) = (ranks[0] - band.Before, ranks[^1] - band.Before);
        var margin = 2 * Math.Sqrt(band.Count);
        var aim = first < band.Count - last ? last + margin : first - margin;
        return band.Low + ((band.High - band.Low) * (aim / band.Count));
    }

    /// <summary>Cuts a band into those up to a value and those above it. There must be some of each.</summary>
    private (Band Lower, Band Upper) Cut(Band band, double pivot)
    {
        var (upTo, last, next) = (0L, double.NegativeInfinity, double.PositiveInfinity);
        var border = new int[ours.Length];
        var column = 0;
        for (var row = 0; row < border.Length; row++)
        {
            var (point, from, to) = (ours[row], band.From[row], band.To[row]);
            column = Math.Max(column, from);
            while (column < to && point - theirs[column] > pivot)
                column++;
            var cut = Math.Min(column, to);
            border[row] = cut;
            if (cut < to)
            {
                upTo += to - cut;
                last = Math.Max(last, point - theirs[cut]);
            }

            if (cut > from)
                next = Math.Min(next, point - theirs[cut - 1]);
        }

        return (band with { From = border, Count = upTo, High = last },
            band with { To = border, Before = band.Before + upTo, Count = band.Count - upTo, Low = next });
    }

    /// <summary>The middle one of a band, counted row by row.</summary>
    private double Middle(Band band)
    {
        var index = band.Count / 2;
        var row = 0;
        for (; index >= band.To[row] - band.From[row]; row++)
            index -= band.To[row] - band.From[row];
        return ours[row] - theirs[band.From[row] + (int)index];
    }

    private double[] Sorted(Band band)
    {
        var values = new double[band.Count];
        var count = 0;
        for (var row = 0; row < ours.Length; row++)
        {
            for (var column = band.From[row]; column < band.To[row]; column++)
                values[count++] = ours[row] - theirs[column];
        }

        Array.Sort(values);
        return values;
    }
}
