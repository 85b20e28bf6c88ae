using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>A part of a picture under its name. One node of the tree, so that its rows stand under each other behind one guide.</summary>
internal static class Section
{
    public static IRenderable Of(string name, IRenderable body) => new Rows(new Text(name, Palette.Strong), body);
}
