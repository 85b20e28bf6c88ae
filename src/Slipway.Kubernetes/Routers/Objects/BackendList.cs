using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>A list of backends with weights, as most routers have it.</summary>
/// <param name="Lead">Where a backend leads; null: not to the app.</param>
/// <param name="Point">Makes a backend lead to a side.</param>
/// <param name="Whole">What the weights of a divided list add up to.</param>
/// <param name="Alone">The weight of a backend that is the only one, as this kind of router fills it in.</param>
internal sealed record BackendList(Func<JsonObject, Lead?> Lead, Action<JsonObject, Slot> Point, Func<TrafficSplit, int> Whole, int Alone)
{
    private const string WeightName = "weight";

    /// <summary>Weights in percent.</summary>
    public static int Percent(TrafficSplit split) => 100;

    /// <summary>Weights in percent where that is fine enough, else in hundredths of one.</summary>
    public static int Fine(TrafficSplit split) => split.Green.Percent == decimal.Truncate(split.Green.Percent) ? 100 : 10_000;

    /// <summary>Whether all backends of a list, at least one, lead to the app: only such a list can be divided.</summary>
    public bool IsApp(IReadOnlyList<JsonObject> backends) => backends.Count > 0 && backends.All(b => Lead(b) is not null);

    /// <summary>The list for a split: one backend for each side with a share, all else in it as it was.</summary>
    public JsonArray Write(IReadOnlyList<JsonObject> backends, Wanted wanted)
    {
        var written = new JsonArray();
        foreach (var side in wanted.Served)
        {
            var backend = For(backends, side);
            var weight = wanted.IsMixed ? (int)(wanted.Split[side].Percent * Whole(wanted.Split) / 100) : Alone;
            if (wanted.IsMixed || backends.Count > 1 || backend.Number(WeightName) is 0)
                backend.Put(WeightName, weight);
            written.Add((JsonNode)backend);
        }

        return written;
    }

    /// <summary>A copy of the backend that leads to a side, or of another one, made to lead there.</summary>
    public JsonObject For(IReadOnlyList<JsonObject> backends, Slot side)
    {
        var copy = (backends.FirstOrDefault(b => Lead(b)?.Side == side) ?? backends[0]).Copy();
        Point(copy, side);
        return copy;
    }

    /// <param name="missing">What a weight counts that is not written, where there is more than one backend.</param>
    public TrafficSplit? Read(IReadOnlyList<JsonObject> backends, Slot? pinned, int missing) =>
        SplitReading.Of(backends.Select(b => (Lead(b)!.Value, b.Number(WeightName) ?? (backends.Count == 1 ? 1 : missing))), pinned);
}
