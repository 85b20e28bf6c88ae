using System.Text.Json;
using Spectre.Console;

namespace Slipway.Bench.Results;

/// <summary>Shows a result and keeps it.</summary>
public static class ResultWriter
{
    /// <returns>The file.</returns>
    public static async Task<string> WriteAsync(BenchResult result, string folder, IAnsiConsole console, CancellationToken cancellation)
    {
        var table = new Table().Border(TableBorder.Simple).Title(result.Name);
        table.AddColumns("measured", "value", "goal", "");
        foreach (var figure in result.Figures)
        {
            table.AddRow(
                Markup.Escape(figure.Name),
                $"{figure.Value:0.###} {figure.Unit}",
                figure.Goal is { } goal ? $"{(figure.GoalIsMinimum ? "≥" : "≤")} {goal:0.###} {figure.Unit}" : "",
                figure.Met switch { true => "[green]met[/]", false => "[red]missed[/]", null => "" });
        }

        console.Write(table);
        foreach (var note in result.Notes)
            console.MarkupLineInterpolated($"[grey]{note}[/]");

        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{result.Name}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(result, BenchJson.Default.BenchResult) + "\n", cancellation);
        return file;
    }
}
