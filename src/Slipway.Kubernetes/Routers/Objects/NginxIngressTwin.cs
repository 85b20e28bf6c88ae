using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// An Ingress of the NGINX Ingress controller. It leads to stable; while both sides have a share, its twin with the canary annotations
/// leads to the other one. Where the sides have namespaces of their own an Ingress cannot lead out of its own: it stays with blue.
/// </summary>
internal sealed class NginxIngressTwin(NginxIngressSpec spec) : RouterObject(SideServices.Of(spec), spec.Ingress)
{
    private const string Prefix = "nginx.ingress.kubernetes.io/";
    private const string ClassName = "kubernetes.io/ingress.class";

    /// <summary>All that a canary does not take from its main Ingress.</summary>
    private static readonly string[] Copied = ["load-balance", "upstream-hash-by", "affinity", "session-cookie-"];

    public override IReadOnlyList<ResourceKind> Kinds { get; } = [ResourceKinds.Ingresses];

    public override ServiceName? Own => new(Sides.AreApart ? Sides.Namespaces.Green : Namespace, $"{Name}-canary");

    public override IEnumerable<string> Problems(JsonObject main)
    {
        var backends = Backends(main.Object("spec"));
        if (!backends.Any(IsMain))
        {
            var led = backends.Select(b => b.Text("name") ?? "?").Distinct(StringComparer.Ordinal).Take(10).ToList();
            yield return $"the Ingress {Name} has no path that leads to {Sides.Service}: it has {(led.Count == 0 ? "none" : "paths to " + string.Join(", ", led))}";
        }

        if (Namespace != Sides.Namespaces.Blue)
            yield return $"the Ingress {Name} is in {Namespace}, from where it cannot lead to {Sides.App}: an Ingress leads to Services of its own namespace";
    }

    public override JsonObject Write(JsonObject main, Wanted wanted)
    {
        var written = main.Copy();
        foreach (var backend in Backends(written.Object("spec")).Where(IsMain))
            backend.Put("name", Sides[MainSide(wanted)].Name);
        return written;
    }

    public override JsonObject? WriteOwn(JsonObject main, Wanted wanted)
    {
        var side = MainSide(wanted).Other();
        if (wanted.Split[side].IsZero)
            return null;
        var annotations = new JsonObject();
        foreach (var (name, value) in main.Object("metadata").Object("annotations") ?? [])
        {
            if (name == ClassName || Copied.Any(part => name.StartsWith(Prefix + part, StringComparison.Ordinal)))
                annotations[name] = value?.DeepClone();
        }

        annotations[Prefix + "canary"] = "true";
        annotations[Prefix + "canary-weight"] = wanted.Split[side].Percent.ToString("0.##", CultureInfo.InvariantCulture);
        if (wanted.IsMixed && side == wanted.Candidate)
        {
            if (spec.Match is { } match)
            {
                annotations[Prefix + "canary-by-header"] = match.Header;
                annotations[Prefix + "canary-by-header-value"] = match.Value;
            }

            if (spec.Cookie is { } cookie)
                annotations[Prefix + "canary-by-cookie"] = cookie;
        }

        return new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations }, ["spec"] = TwinSpec(main.Object("spec")!, side) };
    }

    public override JsonObject Idle(JsonObject own)
    {
        var idle = own.Copy();
        var annotations = idle.Object("metadata").Object("annotations")!;
        foreach (var name in new[] { "canary-by-header", "canary-by-header-value", "canary-by-cookie" })
            annotations.Remove(Prefix + name);
        annotations[Prefix + "canary-weight"] = "0";
        return idle;
    }

    public override TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned)
    {
        if (SideOf(main, Namespace) is not { } mainSide)
            return null;
        if (own is null || Annotation(own, "canary") != "true")
            return TrafficSplit.AllTo(mainSide);
        return SideOf(own, Own!.Value.Namespace) is { } side && Share(own) is { } share
            ? SplitReading.Of([(new Lead(mainSide), 100 - share), (new Lead(side), share)], pinned)
            : null;

        Slot? SideOf(JsonObject ingress, string from)
        {
            var leads = Backends(ingress.Object("spec")).Select(b => Lead(b, from)).OfType<Lead>();
            var sides = leads.Select(lead => lead.Side ?? pinned).Distinct().ToList();
            return sides.Count == 1 ? sides[0] : null;
        }
    }

    /// <summary>In percent; null for what the controller would not take either.</summary>
    private static decimal? Share(JsonObject twin)
    {
        var total = Annotation(twin, "canary-weight-total") is { } text ? Parsed(text) : 100;
        var weight = Annotation(twin, "canary-weight") is { } share ? Parsed(share) : 0;
        return total > 0 && weight >= 0 && weight <= total ? 100 * weight / total : null;

        static decimal? Parsed(string text) => decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? Annotation(JsonObject ingress, string name) => ingress.Object("metadata").Object("annotations").Text(Prefix + name);

    /// <summary>The Service part of each backend, the default one included.</summary>
    private static List<JsonObject> Backends(JsonObject? spec)
    {
        var backends = spec.Objects("rules").SelectMany(rule => rule.Object("http").Objects("paths")).Select(path => path.Object("backend")).Prepend(spec.Object("defaultBackend"));
        return [.. backends.Select(b => b.Object("service")).OfType<JsonObject>()];
    }

    private Slot MainSide(Wanted wanted) => Sides.AreApart ? Slot.Blue : wanted.Main;

    /// <param name="from">The namespace of the Ingress, which leads to Services there and nowhere else.</param>
    private Lead? Lead(JsonObject service, string from) => service.Text("name") is { } name ? Sides.LeadOf(new ServiceName(from, name)) : null;

    private bool IsMain(JsonObject service) => Lead(service, Namespace) is not null;

    /// <summary>Of the main Ingress only what leads to the app: the rest is not divided.</summary>
    private JsonObject TwinSpec(JsonObject main, Slot side)
    {
        var twin = new JsonObject();
        if (main["ingressClassName"] is { } className)
            twin["ingressClassName"] = className.DeepClone();
        if (main.Object("defaultBackend") is { } fallback && fallback.Object("service") is { } service && IsMain(service))
            twin["defaultBackend"] = fallback.DeepClone();
        var rules = new JsonArray();
        foreach (var rule in main.Objects("rules"))
        {
            var paths = rule.Object("http").Objects("paths").Where(path => path.Object("backend").Object("service") is { } to && IsMain(to)).Select(path => path.DeepClone()).ToArray();
            if (paths.Length == 0)
                continue;
            var copy = rule.Copy();
            copy["http"] = new JsonObject { ["paths"] = new JsonArray(paths) };
            rules.Add((JsonNode)copy);
        }

        if (rules.Count > 0)
            twin["rules"] = rules;
        foreach (var backend in Backends(twin))
            backend.Put("name", Sides[side].Name);
        return twin;
    }
}
