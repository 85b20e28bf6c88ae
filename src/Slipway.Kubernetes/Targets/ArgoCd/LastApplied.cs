using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>What of an object differs from what was last applied to it, as the one who applied it noted on it. Pure.</summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const int MaxPaths = 50;

    /// <summary>Paths only, of fields that were applied; empty where nobody noted them.</summary>
    public static IReadOnlyList<string> Changed(KubeObject live)
    {
        var paths = new List<string>();
        try
        {
            if (live.Text("metadata", "annotations", Annotation) is { } text && JsonNode.Parse(text) is JsonObject applied)
                Compare(applied, live.Json, "", paths);
        }
        catch (JsonException)
        {
            // Somebody wrote something else there.
        }

        return [.. paths.Take(MaxPaths)];
    }

    private static void Compare(JsonNode? applied, JsonNode? live, string path, List<string> paths)
    {
        switch (applied, live)
        {
            case (JsonObject map, JsonObject now):
                foreach (var (name, value) in map)
                    Compare(value, now[name], $"{path}.{name}", paths);
                break;
            case (JsonArray list, JsonArray now) when list.Count == now.Count:
                for (var index = 0; index < list.Count; index++)
                    Compare(list[index], now[index], string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), paths);
                break;
            case (JsonObject { Count: 0 } or JsonArray { Count: 0 } or null, null):
                break;
            default:
                if (!JsonNode.DeepEquals(applied, live))
                    paths.Add(path);
                break;
        }
    }
}
