using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>The Service of one side, made from the app's: the same ports, and of its pods only those of the side.</summary>
internal static class SideService
{
    /// <summary>Settings of the app's Service that tell the network how to treat it; which pods and which addresses, a side says itself.</summary>
    private static readonly string[] Copied = ["sessionAffinity", "sessionAffinityConfig", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy", "trafficDistribution"];

    /// <summary>Annotations that a router reads from each Service. Others may tie the Service to whoever installed it, who would then delete its copy.</summary>
    private static readonly string[] CopiedAnnotations = ["alb.ingress.kubernetes.io/", "traefik.ingress.kubernetes.io/", "nginx.ingress.kubernetes.io/", "networking.istio.io/"];

    /// <param name="app">The app's Service as the server has it.</param>
    public static KubeObject From(KubeObject app, SideServices sides, Slot slot, EnvironmentKey environment)
    {
        var made = KubeObject.New(ResourceKinds.Services, sides[slot].Namespace, sides[slot].Name);
        var metadata = made.Json["metadata"]!.AsObject();
        metadata["labels"] = OwnObject.Labels(environment, slot);
        if (app.Annotations.Where(a => CopiedAnnotations.Any(prefix => a.Key.StartsWith(prefix, StringComparison.Ordinal))).ToList() is { Count: > 0 } annotations)
            metadata["annotations"] = new JsonObject(annotations.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value)));
        metadata["ownerReferences"] = OwnObject.OwnedBy(app);

        var selector = app.Find("spec", "selector")!.DeepClone().AsObject();
        selector[Marks.Slot] = slot.Label();
        var spec = new JsonObject { ["type"] = app.Text("spec", "type") == "NodePort" ? "NodePort" : "ClusterIP", ["selector"] = selector, ["ports"] = Ports(app) };
        if (app.Text("spec", "clusterIP") == "None")
            spec["clusterIP"] = "None";
        foreach (var name in Copied)
        {
            if (app.Find("spec", name) is { } value)
                spec[name] = value.DeepClone();
        }

        made.Json["spec"] = spec;
        return made;
    }

    /// <summary>Whether a Service already says all that is wanted of it; what the server filled in does not count.</summary>
    public static bool Says(JsonNode? actual, JsonNode? wanted) => wanted switch
    {
        JsonObject members => actual is JsonObject there && members.All(m => Says(there[m.Key], m.Value)),
        JsonArray items => actual is JsonArray there && there.Count == items.Count && items.Zip(there).All(pair => Says(pair.Second, pair.First)),
        _ => JsonNode.DeepEquals(actual, wanted),
    };

    private static JsonArray Ports(KubeObject app)
    {
        var ports = new JsonArray();
        foreach (var port in app.Items("spec", "ports"))
        {
            var copy = port.DeepClone().AsObject();
            copy.Remove("nodePort");
            ports.Add((JsonNode)copy);
        }

        return ports;
    }
}
