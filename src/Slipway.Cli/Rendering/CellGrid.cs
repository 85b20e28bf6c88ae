using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>Rows whose cells stand under each other; the last column takes what is left of the width.</summary>
internal static class CellGrid
{
    private const int Gap = 2;

    public static IRenderable Of(IReadOnlyList<IReadOnlyList<Text>> rows)
    {
        var grid = new Grid();
        var columns = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        for (var column = 0; column < columns; column++)
            grid.AddColumn(new GridColumn { NoWrap = column < columns - 1, Padding = new Padding(0, 0, column < columns - 1 ? Gap : 0, 0) });
        foreach (var row in rows)
            grid.AddRow([.. row, .. Enumerable.Repeat(new Text(""), columns - row.Count)]);
        return grid;
    }
}
