using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Writing into an object where it has a place already, and making the place where it has none.</summary>
internal static class KubeObjectEdits
{
    /// <summary>The JSON object at a path, made where there is none.</summary>
    public static JsonObject Within(this JsonObject json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json[name] is not JsonObject inner)
                json[name] = inner = [];
            json = inner;
        }

        return json;
    }

    /// <param name="value">Null removes it.</param>
    public static void Annotation(this KubeObject item, string name, string? value) => item.Json.Put(["metadata", "annotations"], name, value);

    /// <param name="value">Null removes it.</param>
    public static void Label(this KubeObject item, string name, string? value) => item.Json.Put(["metadata", "labels"], name, value);

    /// <summary>Sets a text in a map, or removes it, and the map with it when that was the last.</summary>
    /// <param name="value">Null removes it.</param>
    public static void Put(this JsonObject json, ReadOnlySpan<string> path, string name, string? value)
    {
        if (value is not null)
        {
            json.Within(path)[name] = value;
            return;
        }

        var holder = json.Within(path[..^1]);
        if (holder[path[^1]] is not JsonObject map)
            return;
        map.Remove(name);
        if (map.Count == 0)
            holder.Remove(path[^1]);
    }
}
