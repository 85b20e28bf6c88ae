using Spectre.Console;

namespace Slipway.Cli.Output;

/// <summary>A plain table: a heading and rows, no lines between, as wide as its content.</summary>
internal static class Listing
{
    public static void Write(Terminal terminal, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings)
            table.AddColumn(new TableColumn(new Text(heading.ToUpperInvariant(), new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 3, 0), NoWrap = heading != headings[^1] });
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        TextConsole.Write(terminal, table);
    }

    /// <summary>Local time to the second; a program reads the JSON.</summary>
    public static string Time(Terminal terminal, DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, terminal.Time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss");
}
