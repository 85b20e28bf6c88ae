using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Planning;

/// <summary>JSON with the keys of every object in ordinal order and no white space: equal content, equal bytes, equal digest.</summary>
public static class CanonicalJson
{
    public static string Write<T>(T value, JsonTypeInfo<T> type) => Sort(JsonSerializer.SerializeToNode(value, type))?.ToJsonString() ?? "null";

    internal static Digest DigestOf(string version, string artifactDigest, TargetSpec target) =>
        Digest.Of($"{version}\n{artifactDigest}\n{Write(target, CoreJson.Default.TargetSpec)}");

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sort(p.Value)))),
        JsonArray a => new JsonArray(a.Select(Sort).ToArray()),
        _ => node?.DeepClone(),
    };
}
