using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Fencing;

/// <summary>The difference of two JSON objects as a patch (RFC 6902) that names only what differs. Pure.</summary>
public static class JsonChanges
{
    /// <summary>Lists of the same length are compared item by item; others are replaced whole.</summary>
    /// <returns>Empty when the two are equal.</returns>
    public static JsonArray Between(JsonObject before, JsonObject after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var patch = new JsonArray();
        Compare(before, after, "", patch);
        return patch;
    }

    private static void Compare(JsonNode? before, JsonNode? after, string path, JsonArray patch)
    {
        if (JsonNode.DeepEquals(before, after))
            return;
        switch (before, after)
        {
            case (JsonObject was, JsonObject becomes):
                CompareMembers(was, becomes, path, patch);
                break;
            case (JsonArray was, JsonArray becomes) when was.Count == becomes.Count:
                for (var index = 0; index < was.Count; index++)
                    Compare(was[index], becomes[index], string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"), patch);
                break;
            default:
                patch.Add(Operation("replace", path, after));
                break;
        }
    }

    private static void CompareMembers(JsonObject was, JsonObject becomes, string path, JsonArray patch)
    {
        foreach (var (name, _) in was.Where(member => !becomes.ContainsKey(member.Key)))
            patch.Add(new JsonObject { ["op"] = "remove", ["path"] = Below(path, name) });
        foreach (var (name, value) in becomes)
        {
            if (was.TryGetPropertyValue(name, out var old))
                Compare(old, value, Below(path, name), patch);
            else
                patch.Add(Operation("add", Below(path, name), value));
        }
    }

    private static JsonObject Operation(string op, string path, JsonNode? value) => new() { ["op"] = op, ["path"] = path, ["value"] = value?.DeepClone() };

    private static string Below(string path, string name) =>
        $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
