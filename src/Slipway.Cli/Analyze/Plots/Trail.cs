namespace Slipway.Cli.Analyze.Plots;

/// <summary>Evidence as it grew.</summary>
/// <param name="Name">What it is evidence of.</param>
/// <param name="Colour">A class of <see cref="SvgPage"/>.</param>
/// <param name="Limit">The e-value that is enough; above 0.</param>
/// <param name="Points">The place on the axis, and the natural logarithm of the e-value there; the axis rising.</param>
internal sealed record Trail(string Name, string Colour, double Limit, IReadOnlyList<(double X, double LogE)> Points)
{
    /// <summary>As many as the width can show.</summary>
    private const int MostDrawn = 800;

    public double LimitInDecades => Math.Log10(Limit);

    /// <summary>The first point that reaches the limit; null when none does.</summary>
    public (double X, double LogE)? Crossing
    {
        get
        {
            foreach (var point in Points)
            {
                if (point.LogE >= Math.Log(Limit))
                    return point;
            }

            return null;
        }
    }

    /// <summary>The points that are drawn: of thousands some, and always the crossing and the last.</summary>
    public IEnumerable<(double X, double LogE)> Drawn
    {
        get
        {
            var (every, crossing) = (1 + (Points.Count / MostDrawn), Crossing);
            return Points.Where((point, index) => index % every == 0 || index == Points.Count - 1 || point == crossing);
        }
    }
}
