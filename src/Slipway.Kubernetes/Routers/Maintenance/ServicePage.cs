using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Targets;

namespace Slipway.Kubernetes.Routers.Maintenance;

/// <summary>
/// Makes a Service of the app lead to the pods of the maintenance page, and back. What it led to stands in an annotation that is written
/// with the same request, so that no crash can lose it; once it leads there again, the annotation names the stop that is over, so that a
/// request of it that comes late changes nothing. Pure.
/// </summary>
internal static class ServicePage
{
    private const string Stop = "stop";
    private const string Own = "own";
    private const string Page = "page";
    private const string Over = "over";

    /// <summary>The stop whose page the Service leads to; null: none.</summary>
    public static int? ShownFor(KubeObject service) => Read(service)?.Number(Stop) is { } stop ? (int)stop : null;

    /// <exception cref="PortUnavailableException">The Service leads to a maintenance page.</exception>
    public static void RefuseWhileShown(KubeObject service, EnvironmentKey environment)
    {
        if (ShownFor(service) is { } stop)
            throw new PortUnavailableException($"the requests of {environment} are at the maintenance page of stop-{stop}: `slipway resume stop-{stop}` ends it");
    }

    /// <summary>Leads to the page's pods, if it does not already.</summary>
    /// <exception cref="StaleFenceException">The stop is over, or a later one has the page.</exception>
    /// <exception cref="PortUnavailableException">A port of it has no counterpart.</exception>
    public static void Show(KubeObject service, KubeObject page, int stop)
    {
        var known = Read(service);
        if (known?.Number(Over) >= stop || known?.Number(Stop) > stop)
            throw new StaleFenceException($"{service} is past stop-{stop}; an order of it to show the maintenance page came too late");
        if (known?.Number(Stop) == stop)
            return;
        var shown = ServiceTarget.For(service, page, out var missing);
        if (missing is not null)
            throw new PortUnavailableException($"{page} has no counterpart for port {missing} of {service}: give it one of the same name or number");
        var own = ServiceTarget.FromJson(known?[Own]) ?? ServiceTarget.Of(service);
        service.Annotation(RouterMarks.Maintenance, new JsonObject { [Stop] = stop, [Own] = own.ToJson(), [Page] = shown.ToJson() }.ToJsonString());
        shown.WriteTo(service);
    }

    /// <summary>Leads where it led before, if it leads to the page of this very stop; and never to that page again.</summary>
    public static void TakeDown(KubeObject service, int stop)
    {
        var known = Read(service);
        if (known?.Number(Stop) > stop || known?.Number(Over) >= stop)
            return;
        service.Annotation(RouterMarks.Maintenance, new JsonObject { [Over] = stop }.ToJsonString());
        if (ServiceTarget.FromJson(known?[Own]) is { } own && ServiceTarget.FromJson(known?[Page]) is { } shown)
            own.WriteBackTo(service, shown);
    }

    private static JsonObject? Read(KubeObject service)
    {
        try
        {
            return service.Text("metadata", "annotations", RouterMarks.Maintenance) is { } text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            // A person made it unreadable: it says nothing.
            return null;
        }
    }
}
