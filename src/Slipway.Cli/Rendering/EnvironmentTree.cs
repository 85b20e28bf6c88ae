using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>An environment at an instant as a picture: what is stable, its traffic, its instances. Pure.</summary>
internal static class EnvironmentTree
{
    public static IRenderable Render(EnvironmentView view)
    {
        var tree = new Tree(Head(view)) { Guide = TreeGuide.Line, Style = Palette.Faint };
        if (view.Gateway is { } gateway)
            tree.AddNode(Gateway(gateway));
        if (view.Weights.Wanted.Count + view.Weights.Observed.Count > 0)
            tree.AddNode(Section.Of("traffic", CellGrid.Of(TrafficRow.Of(view.Weights))));
        SlotNode.AddAll(tree, view.Slots);
        foreach (var drift in view.Drift)
            tree.AddNode(new Text($"not as it was rolled out  {drift}", Palette.Warning));
        return tree;
    }

    private static Paragraph Head(EnvironmentView view)
    {
        var head = new Paragraph().Append($"{view.App}/{view.Environment}  ", Palette.Strong);
        head = view.StableVersion is { } stable
            ? head.Append($"{stable} stable on {view.StableSlot}", Palette.Good)
            : head.Append("nothing deployed yet", Palette.Warning);
        return view.LastKnownGood is { } good && good != view.StableVersion ? head.Append($"  last known good {good}", Palette.Faint) : head;
    }

    private static Text Gateway(GatewayView gateway) =>
        gateway.Error is { } error
            ? new Text($"gateway  {gateway.Listen}  {gateway.State}: {error}", Palette.Bad)
            : new Text($"gateway  {gateway.Listen}  {gateway.State}");
}
