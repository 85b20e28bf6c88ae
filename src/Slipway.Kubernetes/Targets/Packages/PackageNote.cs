using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>
/// What Slipway last ordered of a package and which objects belong to it: a ConfigMap beside them. It is written before anything is
/// applied, with what was there and what will be, so that a crash leaves no object that nobody knows of.
/// </summary>
/// <param name="Slot">The side that the package carries.</param>
/// <param name="Version">What it runs.</param>
/// <param name="Digest">Of what it was made from; two orders with the same one wanted the same.</param>
/// <param name="IsWanted">False once it was brought to none: the objects are those that are still going.</param>
/// <param name="IsWorking">True while an order is at work on it.</param>
/// <param name="At">When that was ordered.</param>
/// <param name="Objects">At most <see cref="MaxObjects"/>.</param>
/// <param name="Before">The revision that was there before Slipway came, to which a first version that fails goes back; null where there was none, or it is long ago.</param>
internal sealed record PackageNote(
    Slot Slot, ReleaseVersion Version, string Digest, bool IsWanted, bool IsWorking, DateTimeOffset At, IReadOnlyList<PackagedObject> Objects, int? Before = null)
{
    /// <summary>So many fit into a ConfigMap, which holds 1 MiB.</summary>
    public const int MaxObjects = 2000;

    private const string OrderedKey = "ordered";
    private const string ObjectsKey = "objects";

    public static string NameFor(EnvironmentKey environment) => $"slipway-{environment.App}.{environment.Environment}.package";

    /// <summary>Null where there is none, or it was changed beyond reading.</summary>
    public static PackageNote? Read(KubeObject? map)
    {
        if (map?.Text("data", OrderedKey) is not { } text)
            return null;
        try
        {
            if (JsonNode.Parse(text) is not JsonObject json)
                return null;
            var ordered = new KubeObject(json);
            if (!Slots.TryParse(ordered.Text("slot"), out var slot) || !ReleaseVersion.TryParse(ordered.Text("version"), out var version))
                return null;
            var objects = (map.Text("data", ObjectsKey) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => PackagedObject.Read(JsonNode.Parse(line) as JsonObject ?? [])).OfType<PackagedObject>();
            return new PackageNote(
                slot, version, ordered.Text("digest") ?? "", ordered.Flag("wanted") ?? false, ordered.Flag("working") ?? false, ordered.Time("at") ?? default, [.. objects], (int?)ordered.Integer("before"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public JsonObject ToData() => new()
    {
        [OrderedKey] = new JsonObject
        {
            ["slot"] = Slot.Label(),
            ["version"] = Version.ToString(),
            ["digest"] = Digest,
            ["wanted"] = IsWanted,
            ["working"] = IsWorking,
            ["at"] = At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["before"] = Before,
        }.ToJsonString(),
        [ObjectsKey] = string.Join('\n', Objects.Select(item => item.ToJson().ToJsonString())),
    };
}
