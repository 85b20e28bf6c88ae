using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// The action of an Ingress that the AWS Load Balancer Controller serves. Both sides stay in it, at rest with weight 0: the load
/// balancer knows a target group only once an action names it, and needs time to find its targets healthy.
/// </summary>
internal sealed class AlbAction(AlbSpec spec) : RouterObject(SideServices.Of(spec), spec.Ingress)
{
    private readonly string _action = $"alb.ingress.kubernetes.io/actions.{spec.Service}";

    public override IReadOnlyList<ResourceKind> Kinds { get; } = [ResourceKinds.Ingresses];

    public override IEnumerable<string> Problems(JsonObject main)
    {
        if (Groups(Action(main)) is var groups && (groups.Count == 0 || groups.Any(g => LeadOf(g) is null)))
            yield return $"the Ingress {Name} has no annotation {_action} that forwards to {Sides.Service} alone: write '{Example()}'";
        if (Namespace != Sides.Namespaces.Blue || Sides.AreApart)
            yield return $"the Ingress {Name} cannot lead out of its namespace {Namespace}: an action names Services of its own; use one namespace for Service, Ingress and both sides";
        var isUsed = main.Object("spec").Objects("rules").SelectMany(rule => rule.Object("http").Objects("paths")).Select(path => path.Object("backend"))
            .Prepend(main.Object("spec").Object("defaultBackend"))
            .Any(b => b.Object("service") is { } s && s.Text("name") == spec.Service && s.Object("port").Text("name") == "use-annotation");
        if (!isUsed)
            yield return $"no path of the Ingress {Name} uses the action: its backend has to be the Service {spec.Service} with the port name use-annotation";
    }

    public override JsonObject Write(JsonObject main, Wanted wanted)
    {
        var written = main.Copy();
        if (Action(main) is not { } action || Groups(action) is not { Count: > 0 } groups)
            return written;
        var before = action.ToJsonString();
        var divided = new JsonArray();
        foreach (var side in new[] { wanted.Main, wanted.Main.Other() })
        {
            var group = (groups.FirstOrDefault(g => LeadOf(g)?.Side == side) ?? groups[0]).Copy();
            group.Put("serviceName", Sides[side].Name);
            group.Put("weight", (int)wanted.Split[side].Percent);
            divided.Add((JsonNode)group);
        }

        action["forwardConfig"]!["targetGroups"] = divided;
        if (action.ToJsonString() != before)
            written["metadata"]!["annotations"]![_action] = action.ToJsonString();
        return written;
    }

    public override TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned) =>
        Groups(Action(main)) is { Count: > 0 } groups && groups.All(g => LeadOf(g) is not null)
            ? SplitReading.Of(groups.Select(g => (LeadOf(g)!.Value, g.Number("weight") ?? 1)), pinned)
            : null;

    private static IReadOnlyList<JsonObject> Groups(JsonObject? action) => action.Text("type") == "forward" ? action.Object("forwardConfig").Objects("targetGroups") : [];

    private JsonObject? Action(JsonObject main)
    {
        try
        {
            return main.Object("metadata").Object("annotations").Text(_action) is { } text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Lead? LeadOf(JsonObject group) => group.Text("serviceName") is { } name ? Sides.LeadOf(new ServiceName(Namespace, name)) : null;

    private string Example() =>
        $$$"""{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"{{{Sides.Service}}}","servicePort":"80"}]}}""";
}
