using Slipway.Core.Analysis.Input;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Analysis.BurnRate;

/// <summary>Reads what a burn rate is computed from, strictly.</summary>
public static class BurnRateReader
{
    private const string Remedy = "the series has the counts of each interval, the oldest first, each with the time of its end";

    private static readonly string[] Columns = ["at", "total", "errors"];

    /// <exception cref="BadInputException">It cannot be judged; with the places that are wrong.</exception>
    public static BurnRateInput FromJson(string text)
    {
        var root = JsonCursor.Parse(text).Object("slo", "windows", "series");
        var input = new BurnRateInput
        {
            Slo = root.Required("slo").Number(),
            Series = [.. root.Required("series").Items().Select(Point)],
        };
        return Checked(root.Optional("windows") is { } windows ? input with { Windows = [.. windows.Items().Select(Window)] } : input);
    }

    /// <param name="settings">The rest of the input; its series is not looked at.</param>
    /// <exception cref="BadInputException">It cannot be judged; with the places that are wrong.</exception>
    public static BurnRateInput FromCsv(string text, BurnRateInput settings) =>
        Checked(settings with { Series = [.. CsvTable.Read(text, Columns).Select(row => new BurnRatePoint(row.Instant(0), row.Count(1), row.Count(2)))] });

    private static BurnRateInput Checked(BurnRateInput input)
    {
        InputText.ThrowIfAny(BurnRateAnalysis.Problems(input), Remedy);
        return input;
    }

    private static BurnRateWindow Window(JsonCursor item)
    {
        item.Object("long", "short", "factor");
        return new BurnRateWindow(Duration(item.Required("long")), Duration(item.Required("short")), item.Required("factor").Number());
    }

    private static TimeSpan Duration(JsonCursor item) =>
        SpecDuration.TryParse(item.Text(), out var duration) ? duration : throw item.Fault("", $"'{item.Text()}' is no duration (write it as 5m, 1h, 3d)");

    private static BurnRatePoint Point(JsonCursor item)
    {
        item.Object("at", "total", "errors");
        var at = item.Required("at");
        return InputInstant.TryParse(at.Text(), out var instant)
            ? new BurnRatePoint(instant, item.Required("total").Count(), item.Required("errors").Count())
            : throw at.Fault("", $"'{at.Text()}' is {InputInstant.Fault}");
    }
}
