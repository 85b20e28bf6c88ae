using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Cli.Rendering;

/// <summary>A side of the environment with its instances.</summary>
internal static class SlotNode
{
    /// <summary>Nothing for no sides: the rollout has ended.</summary>
    public static void AddAll(IHasTreeNodes parent, IReadOnlyList<SlotView> slots)
    {
        if (slots.Count == 0)
            return;
        var node = parent.AddNode(new Text("instances", Palette.Strong));
        foreach (var slot in slots)
            AddTo(node, slot);
    }

    private static void AddTo(IHasTreeNodes parent, SlotView slot)
    {
        if (slot.Role == SlotRole.Empty && slot.Instances.Count == 0)
        {
            parent.AddNode(new Text($"{slot.Slot}  empty", Palette.Faint));
            return;
        }

        var style = slot.Ready >= slot.Wanted ? Palette.Plain : Palette.Warning;
        var node = parent.AddNode(new Text(
            $"{slot.Slot}  {slot.Role.ToString().ToLowerInvariant()}  {slot.Version}  {slot.Ready} of {slot.Wanted} ready", style));
        if (slot.Instances.Count > 0)
            node.AddNode(CellGrid.Of([.. slot.Instances.Select(Row)]));
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
