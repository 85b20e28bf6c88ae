using System.Text;
using Slipway.Bench.Judge.Contenders;
using Slipway.Bench.Judge.Pairs;
using Slipway.Bench.Results;

namespace Slipway.Bench.Judge.Report;

/// <summary>The tables of the page about judges, in Markdown, from the result file alone.</summary>
public static class JudgeTables
{
    /// <exception cref="BenchFailedException">There is no table of that name.</exception>
    public static string Of(string name, BenchResult result) => name switch
    {
        "goals" => Goals(result.Figures.Where(figure => !IsAbout(figure, "errors to detection") && !IsAbout(figure, "found"))),
        "found" => Goals(result.Figures.Where(figure => IsAbout(figure, "found") && figure.Goal is not null)),
        "errors-to-detection" => Goals(result.Figures.Where(figure => IsAbout(figure, "errors to detection"))),
        "same" => Stopped(result, ScenarioGroup.Same, ScenarioGroup.Drift),
        "different" => Stopped(result, ScenarioGroup.Noise, ScenarioGroup.Pods),
        "errors" => Found(result, ScenarioGroup.Errors),
        "slower" => Found(result, ScenarioGroup.Slower),
        "over-time" => Found(result, ScenarioGroup.Ramp, ScenarioGroup.Late),
        "reasons" => Reasons(result),
        "pairs" => $"{result.Scenarios![0].Pairs:N0} pairs of each scenario, on {result.At:d MMMM yyyy}.\n",
        _ => throw new BenchFailedException($"{JudgePage.File} has a place for a table '{name}', which there is not"),
    };

    private static string Goals(IEnumerable<Figure> figures)
    {
        var text = new StringBuilder("| what | measured | goal | |\n|---|---|---|---|\n");
        foreach (var figure in figures)
        {
            var goal = figure.Goal is { } limit ? $"{(figure.GoalIsMinimum ? "at least" : "at most")} {limit:0.###}{Unit(figure)}" : "";
            text.Append($"| {figure.Name} | {figure.Value:0.###}{Unit(figure)} | {goal} | {figure.Met switch { true => "met", false => "**missed**", null => "" }} |\n");
        }

        return text.ToString();
    }

    private static bool IsAbout(Figure figure, string what) => figure.Name.StartsWith(what, StringComparison.Ordinal);

    private static string Unit(Figure figure) => figure.Unit.Length == 0 ? "" : $" {figure.Unit}";

    private static string Stopped(BenchResult result, params ScenarioGroup[] groups) => Table(
        result, groups, judge => $"{judge.Stopped.Percent:0.0#} ({judge.Stopped.Low:0.0} to {judge.Stopped.High:0.0})");

    private static string Found(BenchResult result, params ScenarioGroup[] groups) => Table(
        result, groups, judge => judge.Stopped.Percent == 0 ? "none" : $"{Part(judge)}{judge.MeanRequests:N0} in {judge.MeanMinutes:0} min");

    private static string Part(JudgeOutcome judge) => judge.Stopped.Percent < 100 ? $"{judge.Stopped.Percent:0.0} %: " : "";

    private static string Table(BenchResult result, ScenarioGroup[] groups, Func<JudgeOutcome, string> cell)
    {
        var outcomes = result.Scenarios!.Where(outcome => groups.Contains(outcome.Group)).ToList();
        var judges = Entry.All.Select(entry => entry.Name).Where(judge => outcomes.Any(outcome => outcome.Of(judge) is not null)).ToList();
        var text = new StringBuilder($"| {string.Join(", ", groups.Select(group => group.Title()))} | {string.Join(" | ", judges)} |\n|---|{string.Concat(judges.Select(_ => "---|"))}\n");
        foreach (var outcome in outcomes)
        {
            var title = groups.Length > 1 ? $"{outcome.Group.Title()}: {outcome.Name}" : outcome.Name;
            text.Append($"| {title} | {string.Join(" | ", judges.Select(judge => outcome.Of(judge) is { } one ? cell(one) : ""))} |\n");
        }

        return text.ToString();
    }

    /// <summary>By which metric judges of several were wrong, over the scenarios of the same version.</summary>
    private static string Reasons(BenchResult result)
    {
        var outcomes = result.Scenarios!.Where(outcome => outcome.Group <= ScenarioGroup.Pods).ToList();
        var text = new StringBuilder("| judge | group | by errors, % | by latency, % |\n|---|---|---|---|\n");
        foreach (var entry in Entry.All.Where(entry => outcomes.Any(outcome => outcome.Of(entry.Name) is not null)))
        {
            foreach (var group in outcomes.GroupBy(outcome => outcome.Group))
            {
                var ones = group.Select(outcome => outcome.Of(entry.Name)!).ToList();
                text.Append($"| {entry.Name} | {group.Key.Title()} | {ones.Average(one => one.ErrorsPercent):0.0#} | {ones.Average(one => one.LatencyPercent + one.SevereLatencyPercent):0.0#} |\n");
            }
        }

        return text.ToString();
    }
}
