using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>The steps of a rollout; where they are too many, those around the present one.</summary>
internal static class StepList
{
    private const int FoldedRows = 2;

    /// <param name="most">Rows at most, 3 or more.</param>
    public static IRenderable Render(IReadOnlyList<StepView> steps, DateTimeOffset now, int most)
    {
        var shown = steps.Count <= most ? steps.Count : Math.Max(1, most - FoldedRows);
        var first = Math.Clamp(Present(steps) - 1, 0, steps.Count - shown);
        var after = steps.Count - first - shown;
        IReadOnlyList<IReadOnlyList<Text>> rows =
        [
            .. first == 0 ? [] : new[] { Folded("✔", Palette.Good, $"{Counted(first)} before") },
            .. steps.Skip(first).Take(shown).Select(step => StepRow.Of(step, now)),
            .. after == 0 ? [] : new[] { Folded("·", Palette.Faint, $"{Counted(after)} to come") },
        ];
        return CellGrid.Of(rows);
    }

    private static int Present(IReadOnlyList<StepView> steps)
    {
        for (var index = 0; index < steps.Count; index++)
        {
            if (steps[index].Status is not (StepStatus.Done or StepStatus.Skipped))
                return index;
        }

        return steps.Count;
    }

    private static string Counted(int steps) => steps == 1 ? "1 step" : $"{steps} steps";

    private static IReadOnlyList<Text> Folded(string sign, Style style, string text) => [new Text(sign, style), new Text(text, Palette.Faint)];
}
