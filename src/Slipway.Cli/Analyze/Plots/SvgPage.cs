using System.Globalization;
using System.Net;
using System.Text;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>
/// A picture as SVG text. Colours are classes: of them there are two sets, for a light and for a dark page, and the viewer chooses.
/// </summary>
internal sealed class SvgPage
{
    public const double Width = 860;
    public const double Margin = 28;

    private const double LineHeight = 20;

    /// <summary>Of a description's line.</summary>
    private const int MostLetters = 120;

    /// <summary>Strokes and fills of the sides, of what is neither, and of limits. Without variables, which not every viewer of SVG knows.</summary>
    private const string Style = """
        .ground{fill:#fbfbf9}.text{fill:#333}.faint{fill:#6b6b66}.grid{stroke:#e2e2dc}.axis{stroke:#8a8a84}
        .line,.thin,.dash{fill:none;stroke-linejoin:round}.line{stroke-width:2}.thin,.dash{stroke-width:1.5}.dash{stroke-dasharray:5 4}.area{fill-opacity:.16;stroke:none}
        .s-candidate{stroke:#a4243b}.s-stable{stroke:#1b7f5c}.s-other{stroke:#3a5f9e}.s-limit{stroke:#333}
        .f-candidate{fill:#a4243b}.f-stable{fill:#1b7f5c}.f-other{fill:#3a5f9e}.f-limit{fill:#333}
        .bold{font-weight:600}.title{font-weight:600;font-size:16px}.end{text-anchor:end}.middle{text-anchor:middle}
        @media (prefers-color-scheme:dark){
        .ground{fill:#16181d}.text{fill:#e3e5ea}.faint{fill:#9aa1ac}.grid{stroke:#2b2f37}.axis{stroke:#6d7480}
        .s-candidate{stroke:#f0798c}.s-stable{stroke:#5cc79f}.s-other{stroke:#8cb0f0}.s-limit{stroke:#e3e5ea}
        .f-candidate{fill:#f0798c}.f-stable{fill:#5cc79f}.f-other{fill:#8cb0f0}.f-limit{fill:#e3e5ea}
        }
        """;

    private readonly StringBuilder _body = new();
    private readonly string _title;
    private readonly string _description;

    /// <param name="title">What it shows; also its heading.</param>
    /// <param name="description">What a person who does not see it should know; also the lines below the heading.</param>
    public SvgPage(string title, string description)
    {
        (_title, _description) = (title, description);
        Text(Margin, 36, title, "text title");
        Bottom = 56;
        for (var rest = description; rest.Length > 0; Bottom += LineHeight)
        {
            var end = rest.Length <= MostLetters ? rest.Length : rest.LastIndexOf(' ', MostLetters) is var blank and > 0 ? blank : MostLetters;
            Text(Margin, Bottom + 2, rest[..end], "faint");
            rest = rest[end..].TrimStart();
        }
    }

    /// <summary>Where what is drawn next may begin.</summary>
    public double Bottom { get; set; }

    public void Text(double x, double y, string text, string classes) =>
        Add($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" class=\"{classes}\">{WebUtility.HtmlEncode(text)}</text>");

    public void Line(double x1, double y1, double x2, double y2, string classes) =>
        Add($"<path d=\"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}\" class=\"{classes}\"/>");

    public void Dot(double x, double y, double radius, string classes) =>
        Add($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" class=\"{classes}\"/>");

    /// <summary>A line through points; nothing for fewer than two.</summary>
    public void Path(IReadOnlyList<(double X, double Y)> points, string classes)
    {
        if (points.Count > 1)
            Add($"<path d=\"M{string.Join('L', points.Select(point => $"{Number(point.X)} {Number(point.Y)}"))}\" class=\"{classes}\"/>");
    }

    public override string ToString()
    {
        var height = Number(Bottom + 16);
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-labelledby="title desc" font-family="ui-sans-serif, system-ui, sans-serif" font-size="13">
            <title id="title">{WebUtility.HtmlEncode(_title)}</title>
            <desc id="desc">{WebUtility.HtmlEncode(_description)}</desc>
            <style>
            {Style}
            </style>
            <rect width="{Width}" height="{height}" rx="8" class="ground"/>
            {_body}</svg>

            """);
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private void Add(string element) => _body.Append(element).Append('\n');
}
