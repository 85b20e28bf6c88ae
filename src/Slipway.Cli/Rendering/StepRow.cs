using Slipway.Cli.Output;
using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Cli.Rendering;

/// <summary>A step as a row: sign, title, and its time or bar.</summary>
internal static class StepRow
{
    public static IReadOnlyList<Text> Of(StepView step, DateTimeOffset now)
    {
        var (sign, style) = Palette.Of(step.Status);
        var faint = step.Status is StepStatus.Pending or StepStatus.Skipped;
        return
        [
            new Text(sign, style),
            new Text(step.Title, faint ? Palette.Faint : Palette.Plain),
            new Text(Spent(step, now), Palette.Faint),
            new Text(Note(step, now), step.Status == StepStatus.Failed ? Palette.Bad : Palette.Plain),
        ];
    }

    private static string Spent(StepView step, DateTimeOffset now) =>
        step.StartedAt is { } start && step.Status != StepStatus.Skipped ? DurationText.Short((step.EndedAt ?? now) - start) : "";

    private static string Note(StepView step, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (step.Status == StepStatus.Running && Progress(step, now) is { } progress)
            parts.Add(Bar.Of(progress));
        if (step.Status is StepStatus.Running or StepStatus.Waiting && step.Deadline > now)
            parts.Add($"{DurationText.Short(step.Deadline.Value - now)} left");
        // What a step that is done found is in the record, and what an observation sees is the verdict below; here it would
        // push the others off the screen.
        if (step.Detail is { Length: > 0 } detail && step.Status != StepStatus.Done && !(step is { Kind: "observe", Status: StepStatus.Running }))
            parts.Add(detail);
        return string.Join("  ", parts);
    }

    // Between two answers of the server, time alone moves the bar of a step that ends at a set time.
    private static double? Progress(StepView step, DateTimeOffset now) =>
        step is { Kind: "observe" or "wait", StartedAt: { } start, Deadline: { } end } && end > start
            ? (now - start) / (end - start)
            : step.Progress;
}
