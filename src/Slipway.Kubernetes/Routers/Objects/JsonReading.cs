using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>Reading JSON whose shape nobody has promised: what is missing or of another kind is null, or empty.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static decimal? Number(this JsonNode? node, string name) =>
        (node as JsonObject)?[name] is JsonValue value && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static JsonArray? List(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonArray;

    public static IReadOnlyList<JsonObject> Objects(this JsonNode? node, string name) => node.List(name)?.OfType<JsonObject>().ToList() ?? [];

    public static JsonObject Copy(this JsonObject json) => json.DeepClone().AsObject();

    /// <summary>Sets a member, and leaves the text of the JSON alone where it says the same already.</summary>
    public static void Put(this JsonObject json, string name, JsonNode? value)
    {
        if (!JsonNode.DeepEquals(json[name], value))
            json[name] = value;
    }
}
