using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers.Maintenance;

/// <summary>Where a Service leads: the pods, and at which port of theirs each of its own ends.</summary>
/// <param name="Ports">By the port's name, or its number where it has none.</param>
internal sealed record ServiceTarget(JsonObject Selector, JsonObject Ports)
{
    private const string TargetPort = "targetPort";

    public static ServiceTarget Of(KubeObject service)
    {
        var ports = new JsonObject();
        foreach (var port in service.Items("spec", "ports"))
            ports[KeyOf(port)] = port[TargetPort]?.DeepClone();
        return new ServiceTarget(service.Find("spec", "selector") as JsonObject ?? [], ports);
    }

    /// <summary>The same for each port of another Service: where the port of this one ends that has its name, or its number, or is the only one.</summary>
    /// <param name="missing">The first port that finds none; null: each finds one.</param>
    public static ServiceTarget For(KubeObject service, KubeObject page, out string? missing)
    {
        missing = null;
        var ports = new JsonObject();
        var offered = page.Items("spec", "ports").ToList();
        foreach (var port in service.Items("spec", "ports"))
        {
            var end = offered.Find(o => NameOf(o) is { } name && name == NameOf(port)) ?? offered.Find(o => NumberOf(o) == NumberOf(port)) ?? (offered.Count == 1 ? offered[0] : null);
            if (end is null)
                missing ??= KeyOf(port);
            else
                ports[KeyOf(port)] = end[TargetPort]?.DeepClone();
        }

        return new ServiceTarget((page.Find("spec", "selector") as JsonObject ?? []).DeepClone().AsObject(), ports);
    }

    public void WriteTo(KubeObject service)
    {
        service.Json["spec"]!["selector"] = Selector.DeepClone();
        foreach (var port in service.Items("spec", "ports"))
        {
            if (Ports[KeyOf(port)] is { } end)
                port[TargetPort] = end.DeepClone();
        }
    }

    /// <summary>Writes what is still as <paramref name="shown"/> has it: what somebody has changed meanwhile stays as they want it.</summary>
    public void WriteBackTo(KubeObject service, ServiceTarget shown)
    {
        if (JsonNode.DeepEquals(service.Find("spec", "selector"), shown.Selector))
            service.Json["spec"]!["selector"] = Selector.DeepClone();
        foreach (var port in service.Items("spec", "ports"))
        {
            if (Ports[KeyOf(port)] is { } end && JsonNode.DeepEquals(port[TargetPort], shown.Ports[KeyOf(port)]))
                port[TargetPort] = end.DeepClone();
        }
    }

    public JsonObject ToJson() => new() { ["selector"] = Selector.DeepClone(), ["ports"] = Ports.DeepClone() };

    public static ServiceTarget? FromJson(JsonNode? json) =>
        json is JsonObject target && target["selector"] is JsonObject selector && target["ports"] is JsonObject ports ? new ServiceTarget(selector, ports) : null;

    private static string KeyOf(JsonObject port) => NameOf(port) ?? NumberOf(port)?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string? NameOf(JsonObject port) => new KubeObject(port).Text("name");

    private static long? NumberOf(JsonObject port) => new KubeObject(port).Integer("port");
}
