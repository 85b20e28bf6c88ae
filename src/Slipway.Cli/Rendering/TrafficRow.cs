using Slipway.Contracts.Views;
using Spectre.Console;

namespace Slipway.Cli.Rendering;

/// <summary>One side's share of the requests: as asked for, and as the router says.</summary>
internal static class TrafficRow
{
    public static IReadOnlyList<IReadOnlyList<Text>> Of(WeightsView weights) =>
        [.. Slots(weights).Select(slot => Row(weights, slot))];

    private static IEnumerable<string> Slots(WeightsView weights) =>
        weights.Wanted.Concat(weights.Observed).Select(w => w.Slot).Distinct();

    private static IReadOnlyList<Text> Row(WeightsView weights, string slot)
    {
        var wanted = weights.Wanted.FirstOrDefault(w => w.Slot == slot);
        var observed = weights.Observed.FirstOrDefault(w => w.Slot == slot);
        var differs = observed is null || wanted is not null && wanted.Weight != observed.Weight;
        return
        [
            new Text(slot),
            new Text(wanted?.Version ?? observed?.Version ?? "–"),
            new Text($"wanted {Percent(wanted)}"),
            new Text($"observed {Percent(observed)}", differs ? Palette.Warning : Palette.Good),
        ];
    }

    private static string Percent(WeightView? weight) => weight is null ? "unknown" : $"{weight.Weight:0.##} %";
}
