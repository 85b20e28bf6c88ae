using Spectre.Console;

namespace Slipway.Bench.Chaos.Report;

/// <summary>The report for a person.</summary>
public static class ChaosScreen
{
    public static void Show(ChaosReport report, IAnsiConsole console)
    {
        console.WriteLine($"Chaos: {report.Servers} server(s) on {report.Store}, {report.Places} environments, seed {report.Seed}, {report.Seconds:0} s");
        Table(console, "faults", report.Faults);
        Table(console, "commands of people", report.Commands);
        Table(console, "rollouts", report.Rollouts);
        Table(console, "requests", report.Requests);
        Table(console, "checked", report.Checked);
        Table(console, "time until another server had the rollout", report.Takeovers);
        console.WriteLine($"users without answers after their gateway was killed: {report.GatewayOutage}");
        console.WriteLine($"effects: {report.Effects.Begun} begun, {report.Effects.Again} of them anew after a change of owner, {report.Effects.TakenOver} changes of owner");
        console.WriteLine();
        console.WriteLine(report.Passed ? "No violation." : $"{report.Violations.Count} violation(s):");
        foreach (var violation in report.Violations.Take(MaxShown))
            console.WriteLine($"  {violation.Check}: {violation.What}");
        if (report.Violations.Count > MaxShown)
            console.WriteLine($"  and {report.Violations.Count - MaxShown} more, in the JSON");
    }

    private const int MaxShown = 50;

    private static void Table<T>(IAnsiConsole console, string title, IReadOnlyDictionary<string, T> rows)
        where T : notnull
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(title, "");
        foreach (var (name, value) in rows)
            table.AddRow(Markup.Escape(name), Markup.Escape(value.ToString() ?? ""));
        console.Write(table);
    }
}
