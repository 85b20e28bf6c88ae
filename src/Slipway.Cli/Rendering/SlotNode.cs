using Slipway.Contracts.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Slipway.Cli.Rendering;

/// <summary>A side of the environment with its instances.</summary>
internal static class SlotNode
{
    private const int Indent = 2;

    /// <summary>Nothing for no sides: the rollout has ended.</summary>
    public static void AddAll(IHasTreeNodes parent, IReadOnlyList<SlotView> slots)
    {
        if (slots.Count == 0)
            return;
        parent.AddNode(Section.Of("instances", new Rows(slots.Select(Side))));
    }

    private static IRenderable Side(SlotView slot)
    {
        if (slot.Role == SlotRole.Empty && slot.Instances.Count == 0)
            return new Text($"{slot.Slot}  empty", Palette.Faint);
        var style = slot.Ready >= slot.Wanted ? Palette.Plain : Palette.Warning;
        var head = new Text($"{slot.Slot}  {slot.Role.ToString().ToLowerInvariant()}  {slot.Version}  {slot.Ready} of {slot.Wanted} ready", style);
        return slot.Instances.Count == 0
            ? head
            : new Rows(head, new Padder(CellGrid.Of([.. slot.Instances.Select(Row)]), new Padding(Indent, 0, 0, 0)));
    }

    private static IReadOnlyList<Text> Row(InstanceView instance)
    {
        var (sign, style) = Palette.OfInstance(instance.State);
        return
        [
            new Text(sign, style),
            new Text(instance.Id),
            new Text(instance.State, style),
            new Text(instance.Address ?? ""),
            new Text(instance.Restarts switch { 0 => "", 1 => "1 restart", var n => $"{n} restarts" }, Palette.Warning),
            new Text(instance.Detail ?? ""),
        ];
    }
}
