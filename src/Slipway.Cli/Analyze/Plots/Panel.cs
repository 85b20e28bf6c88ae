namespace Slipway.Cli.Analyze.Plots;

/// <summary>A rectangle with two axes, drawn below what is on the page already.</summary>
internal sealed class Panel
{
    private const double Left = 84;
    private const double Right = 28;
    private const double Head = 52;
    private const double Foot = 44;
    private const double LegendGap = 30;

    /// <summary>About what a letter of a legend takes; a picture knows no fonts.</summary>
    private const double LetterWidth = 6.4;

    private readonly SvgPage _page;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double _height;
    private double _legend = Left;

    public Panel(SvgPage page, string title, double height, Axis x, string xName, Axis y, string yName)
    {
        (_page, _x, _y, _height) = (page, x, y, height);
        Top = page.Bottom + Head;
        page.Bottom = Top + height + Foot;
        page.Text(SvgPage.Margin, Top - 32, title, "text bold");
        page.Text(SvgPage.Width - Right, Top - 32, yName, "faint end");
        foreach (var tick in y.Ticks)
        {
            page.Line(Left, Y(tick.Value), SvgPage.Width - Right, Y(tick.Value), "grid");
            page.Text(Left - 8, Y(tick.Value) + 4, tick.Label, "faint end");
        }

        foreach (var tick in x.Ticks)
        {
            page.Line(X(tick.Value), Top + height, X(tick.Value), Top + height + 5, "axis");
            page.Text(X(tick.Value), Top + height + 19, tick.Label, "faint middle");
        }

        page.Line(Left, Top + height, SvgPage.Width - Right, Top + height, "axis");
        page.Text(SvgPage.Width - Right, Top + height + 37, xName, "faint end");
    }

    public double Top { get; }

    public double X(double value) => Left + (_x.Along(value) * (SvgPage.Width - Left - Right));

    public double Y(double value) => Top + ((1 - _y.Along(value)) * _height);

    public void Curve(IEnumerable<(double X, double Y)> points, string classes) =>
        _page.Path([.. points.Select(point => (X(point.X), Y(point.Y)))], classes);

    /// <summary>A line across at a value.</summary>
    public void Level(double value, string classes) => _page.Line(Left, Y(value), SvgPage.Width - Right, Y(value), classes);

    /// <summary>A line from the top to the bottom at a value.</summary>
    public void Upright(double value, string classes, double from = 0) => _page.Line(X(value), Top + from, X(value), Top + _height, classes);

    public void Dot(double x, double y, string classes) => _page.Dot(X(x), Y(y), 4.5, classes);

    /// <summary>Words beside a point: on the side that is wanted, where there is room for them.</summary>
    public void Note(double x, double y, string text, string classes, bool toTheLeft = false)
    {
        var needed = (text.Length * LetterWidth) + 10;
        var right = toTheLeft ? X(x) - needed < Left : X(x) + needed < SvgPage.Width - Right;
        _page.Text(X(x) + (right ? 7 : -7), y, text, right ? classes : classes + " end");
    }

    /// <summary>The next entry of the legend, from the left.</summary>
    public void Legend(string text, string classes)
    {
        _page.Line(_legend, Top - 14, _legend + 22, Top - 14, classes);
        _page.Text(_legend + 28, Top - 10, text, "text");
        _legend += 28 + (text.Length * LetterWidth) + LegendGap;
    }
}
