using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client;

/// <summary>
/// An object of any kind: its JSON as the server has it, with names for what all objects share. Whoever holds one may change its
/// JSON; the client and its caches never hand out the same one twice.
/// </summary>
/// <param name="json">With <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</param>
public sealed class KubeObject(JsonObject json)
{
    /// <summary>The whole object, fields that nobody here knows included.</summary>
    public JsonObject Json { get; } = json;

    public string Kind => Text("kind") ?? "";

    public string ApiVersion => Text("apiVersion") ?? "";

    public string Name => Text("metadata", "name") ?? "";

    /// <summary>Null for what belongs to the whole cluster.</summary>
    public string? Namespace => Text("metadata", "namespace");

    /// <summary>Tells this object from a later one of the same name; empty before it is created.</summary>
    public string Uid => Text("metadata", "uid") ?? "";

    /// <summary>Changes with each write; sent back with a write, it refuses to overwrite what was not read. Empty before it is created.</summary>
    public string ResourceVersion => Text("metadata", "resourceVersion") ?? "";

    /// <summary>Counts changes of the spec; a controller has seen them when <c>status.observedGeneration</c> is as high. 0 where a kind does not count.</summary>
    public long Generation => Integer("metadata", "generation") ?? 0;

    public DateTimeOffset? CreatedAt => Time("metadata", "creationTimestamp");

    /// <summary>True once it has been deleted and only waits for its finalizers or its grace period.</summary>
    public bool IsBeingDeleted => Text("metadata", "deletionTimestamp") is not null;

    /// <summary>A copy; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Labels => Texts("metadata", "labels");

    /// <summary>A copy; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Texts("metadata", "annotations");

    /// <summary>A new object without anything but its name.</summary>
    /// <param name="ns">Null for what belongs to the whole cluster, or to the namespace of the context.</param>
    public static KubeObject New(ResourceKind kind, string? ns, string name)
    {
        var metadata = new JsonObject { ["name"] = name };
        if (ns is not null)
            metadata["namespace"] = ns;
        return new KubeObject(new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata });
    }

    /// <summary>What stands at a path of member names; null where there is nothing.</summary>
    public JsonNode? Find(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Json;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    /// <summary>The text at a path; null where there is nothing or no text.</summary>
    public string? Text(params ReadOnlySpan<string> path) => Find(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path; null where there is nothing or no whole number.</summary>
    public long? Integer(params ReadOnlySpan<string> path) => Find(path) switch
    {
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<int>(out var number) => number,
        _ => null,
    };

    /// <summary>The truth value at a path; null where there is none.</summary>
    public bool? Flag(params ReadOnlySpan<string> path) => Find(path) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    /// <summary>The instant at a path; null where there is none.</summary>
    public DateTimeOffset? Time(params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The objects in the list at a path; empty where there is none.</summary>
    public IEnumerable<JsonObject> Items(params ReadOnlySpan<string> path) => (Find(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>A map of texts at a path, such as a selector, as a copy; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> Texts(params ReadOnlySpan<string> path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Find(path) as JsonObject ?? [])
        {
            if (value is JsonValue text && text.TryGetValue<string>(out var read))
                texts[name] = read;
        }

        return texts;
    }

    /// <summary>A condition of the status by its type, such as <c>Progressing</c>; null where the status does not have it.</summary>
    public KubeCondition? Condition(string type)
    {
        foreach (var item in Items("status", "conditions"))
        {
            var condition = new KubeObject(item);
            if (condition.Text("type") == type)
                return new KubeCondition(type, condition.Text("status") ?? "Unknown", condition.Text("reason") ?? "", condition.Text("message") ?? "");
        }

        return null;
    }

    /// <summary>True when the other object is among its owners, so that it goes when that one goes.</summary>
    public bool IsOwnedBy(KubeObject owner) =>
        owner.Uid.Length > 0 && Items("metadata", "ownerReferences").Any(reference => new KubeObject(reference).Text("uid") == owner.Uid);

    /// <summary>Kind and name, never content: some kinds hold secrets.</summary>
    public override string ToString() => Namespace is { } ns ? $"{Kind} {ns}/{Name}" : $"{Kind} {Name}";
}
