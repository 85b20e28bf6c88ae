using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// A weighted TraefikService. A mirror is a TraefikService of its own, which stands in the place of stable: it answers from stable, and
/// sends the copies to the candidate.
/// </summary>
internal sealed class TraefikWeights : RouterObject
{
    private const string Nested = "TraefikService";

    private readonly TraefikSpec _spec;
    private readonly BackendList _backends;

    public TraefikWeights(TraefikSpec spec)
        : base(SideServices.Of(spec), spec.TraefikService)
    {
        _spec = spec;
        _backends = new BackendList(LeadOf, Point, BackendList.Fine, Alone: 1);
    }

    public override IReadOnlyList<ResourceKind> Kinds { get; } =
        [.. new[] { "traefik.io", "traefik.containo.us" }.Select(group => new ResourceKind(group, "v1alpha1", "traefikservices", Nested))];

    public override ServiceName? Own => new(Namespace, $"{Name}-mirror");

    public override IEnumerable<string> Problems(JsonObject main)
    {
        var services = Plain(main, own: null);
        if (!_backends.IsApp(services))
        {
            var led = services.Select(b => b.Text("name") ?? "?").Distinct(StringComparer.Ordinal).Take(10).ToList();
            yield return $"the TraefikService {Name} does not divide requests to {Sides.Service} alone: {(led.Count == 0 ? "it has no weighted services" : "its weighted services are " + string.Join(", ", led))}";
        }
    }

    public override JsonObject Write(JsonObject main, Wanted wanted)
    {
        var written = main.Copy();
        if (written.Object("spec").Object("weighted") is not { } weighted)
            return written;
        var services = _backends.Write(Plain(main, own: null), wanted);
        if (IsMirrored(wanted))
        {
            var stable = services[0]!.AsObject();
            stable.Put("name", Own!.Value.Name);
            stable.Put("kind", Nested);
        }

        weighted.Put("services", services);
        return written;
    }

    public override JsonObject? WriteOwn(JsonObject main, Wanted wanted)
    {
        if (!IsMirrored(wanted))
            return null;
        var services = Plain(main, own: null);
        var mirroring = Unweighted(_backends.For(services, wanted.Stable));
        var mirror = Unweighted(_backends.For(services, wanted.Candidate));
        // Traefik has whole percents here.
        mirror["percent"] = (int)Math.Max(1, Math.Round(_spec.Mirror));
        mirroring["mirrors"] = new JsonArray(mirror);
        return new JsonObject { ["spec"] = new JsonObject { ["mirroring"] = mirroring } };
    }

    public override TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned)
    {
        var services = Plain(main, own);
        return _backends.IsApp(services) ? _backends.Read(services, pinned, missing: 1) : null;
    }

    private bool IsMirrored(Wanted wanted) => wanted.IsMixed && _spec.Mirror > 0;

    /// <summary>The weighted services, with that which is mirrored in the place of its mirror.</summary>
    /// <param name="own">The mirror, where it matters which side it stands for; null: the side that has no service of its own in the list.</param>
    private List<JsonObject> Plain(JsonObject main, JsonObject? own)
    {
        var services = main.Object("spec").Object("weighted").Objects("services").Select(s => s.Copy()).ToList();
        if (services.Find(s => s.Text("kind") == Nested && s.Text("name") == Own!.Value.Name) is not { } mirror)
            return services;
        var other = services.Select(s => LeadOf(s)?.Side).FirstOrDefault(side => side is not null);
        var lead = own.Object("spec").Object("mirroring") is { } mirroring ? LeadOf(mirroring)?.Side : other?.Other();
        if (lead is { } stable)
            Point(mirror, stable);
        return services;
    }

    private static JsonObject Unweighted(JsonObject service)
    {
        service.Remove("weight");
        return service;
    }

    private Lead? LeadOf(JsonObject service) => service.Text("kind") is null or "Service" && service.Text("name") is { } name
        ? Sides.LeadOf(new ServiceName(service.Text("namespace") ?? Namespace, name))
        : null;

    private void Point(JsonObject service, Slot side)
    {
        service.Put("name", Sides[side].Name);
        if (service["kind"] is not null)
            service.Put("kind", "Service");
        if (service["namespace"] is not null || Sides[side].Namespace != Namespace)
            service.Put("namespace", Sides[side].Namespace);
    }
}
