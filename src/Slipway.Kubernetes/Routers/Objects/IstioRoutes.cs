using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// An Istio VirtualService. Of its HTTP routes those are divided that lead to the app and nowhere else; the sides are hosts of their
/// own, or subsets of the app's host. The header match is a route of its own just before the one that it is taken from.
/// </summary>
internal sealed class IstioRoutes : RouterObject
{
    private const string MatchPrefix = "slipway-";

    private readonly IstioSpec _spec;
    private readonly BackendList _backends;

    public IstioRoutes(IstioSpec spec)
        : base(SideServices.Of(spec), spec.VirtualService)
    {
        _spec = spec;
        _backends = new BackendList(b => LeadOf(b.Object("destination")), (b, side) => Point(b["destination"]!.AsObject(), side), BackendList.Percent, Alone: 100);
    }

    public override IReadOnlyList<ResourceKind> Kinds { get; } = Versions("virtualservices", "VirtualService");

    public override NeededObject? Needs => _spec.DestinationRule is { } address
        ? new NeededObject(Versions("destinationrules", "DestinationRule"), NamespaceOf(address), NameOf(address), SubsetProblems)
        : null;

    public override bool PicksFromService => _spec.DestinationRule is not null;

    public override IEnumerable<string> Problems(JsonObject main)
    {
        var routes = Routes(main);
        foreach (var name in _spec.Routes.Where(name => !routes.Any(r => r.Text("name") == name && _backends.IsApp(Backends(r)))))
            yield return $"the VirtualService {Name} has no HTTP route '{name}' that leads to {Sides.Service} alone: it has {Said(routes)}";
        if (_spec.Routes.Count == 0 && !routes.Any(IsSplit))
            yield return $"the VirtualService {Name} has no HTTP route that leads to {Sides.Service} alone: it has {Said(routes)}";
        if (_spec.Mirror > 0 && routes.Any(r => IsSplit(r) && r["mirror"] is not null && !IsMine(r.Object("mirror"))))
            yield return $"a route of the VirtualService {Name} mirrors elsewhere already: remove that mirror, or 'mirror' from the spec";
        if (PicksFromService && Sides.AreApart)
            yield return $"the subsets of the DestinationRule {_spec.DestinationRule} are of one namespace, but the sides have one each: remove 'destinationRule' from the spec";
    }

    public override JsonObject Write(JsonObject main, Wanted wanted)
    {
        var written = main.Copy();
        if (written.Object("spec") is not { } spec)
            return written;
        var routes = new JsonArray();
        foreach (var (index, route) in Routes(main).Where(r => !IsMatch(r)).Index())
        {
            if (!IsSplit(route))
            {
                routes.Add(route.DeepClone());
                continue;
            }

            if (wanted.IsMixed && _spec.Match is { } match && Matching(route, match, wanted.Candidate, index) is { } first)
                routes.Add((JsonNode)first);
            routes.Add((JsonNode)Divided(route, wanted));
        }

        spec.Put("http", routes);
        return written;
    }

    public override TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned) =>
        SplitReading.Agreed(Routes(main).Where(r => IsSplit(r) && !IsMatch(r)).Select(r => _backends.Read(Backends(r), pinned, missing: 0)));

    private static IReadOnlyList<ResourceKind> Versions(string plural, string kind) =>
        [.. new[] { "v1", "v1beta1", "v1alpha3" }.Select(version => new ResourceKind("networking.istio.io", version, plural, kind))];

    private IEnumerable<string> SubsetProblems(JsonObject rule)
    {
        var subsets = rule.Object("spec").Objects("subsets");
        foreach (var side in Slots.All.Select(slot => slot.Label()))
        {
            if (!subsets.Any(s => s.Text("name") == side && s.Object("labels").Text(Marks.Slot) == side))
                yield return $"the DestinationRule {_spec.DestinationRule} has no subset '{side}' with the label {Marks.Slot}: {side}: add it";
        }
    }

    private static IReadOnlyList<JsonObject> Routes(JsonObject main) => main.Object("spec").Objects("http");

    private static IReadOnlyList<JsonObject> Backends(JsonObject route) => route.Objects("route");

    private bool IsSplit(JsonObject route) =>
        (_spec.Routes.Count == 0 || _spec.Routes.Contains(route.Text("name") ?? "")) && _backends.IsApp(Backends(route));

    private bool IsMatch(JsonObject route) => route.Text("name")?.StartsWith(MatchPrefix, StringComparison.Ordinal) == true && _backends.IsApp(Backends(route));

    private bool IsMine(JsonObject? destination) => LeadOf(destination) is { Side: not null };

    private JsonObject Divided(JsonObject route, Wanted wanted)
    {
        var divided = route.Copy();
        divided.Put("route", _backends.Write(Backends(route), wanted));
        if (wanted.IsMixed && _spec.Mirror > 0 && (route["mirror"] is null || IsMine(route.Object("mirror"))))
        {
            divided.Put("mirror", _backends.For(Backends(route), wanted.Candidate)["destination"]!.DeepClone());
            divided.Put("mirrorPercentage", new JsonObject { ["value"] = (double)_spec.Mirror });
        }
        else if (IsMine(route.Object("mirror")))
        {
            divided.Remove("mirror");
            divided.Remove("mirrorPercentage");
        }

        return divided;
    }

    /// <summary>The same route for requests with the header, all to one side; null where the route already takes only those with another value.</summary>
    private JsonObject? Matching(JsonObject route, HeaderMatchSpec match, Slot side, int index)
    {
        // Istio knows header names in small letters alone.
        var header = match.Header.ToLowerInvariant();
        var exact = new JsonObject { ["exact"] = match.Value };
        var matches = new JsonArray();
        IReadOnlyList<JsonObject> conditions = route.Objects("match") is { Count: > 0 } some ? some : [[]];
        foreach (var condition in conditions)
        {
            var headers = condition.Object("headers")?.Copy() ?? [];
            if (headers[header] is { } other && !JsonNode.DeepEquals(other, exact))
                continue;
            headers.Put(header, exact.DeepClone());
            var narrowed = condition.Copy();
            narrowed.Put("headers", headers);
            matches.Add((JsonNode)narrowed);
        }

        if (matches.Count == 0)
            return null;
        var matching = new JsonObject { ["name"] = MatchPrefix + (route.Text("name") ?? index.ToString(CultureInfo.InvariantCulture)), ["match"] = matches };
        foreach (var (name, value) in route.Where(member => member.Key is not ("name" or "match" or "route" or "mirror" or "mirrors" or "mirrorPercentage")))
            matching[name] = value?.DeepClone();
        var destination = _backends.For(Backends(route), side);
        destination.Remove("weight");
        matching["route"] = new JsonArray(destination);
        return matching;
    }

    private Lead? LeadOf(JsonObject? destination)
    {
        if (destination.Text("host") is not { } host)
            return null;
        var parts = host.Split('.');
        if (Sides.LeadOf(new ServiceName(parts.Length > 1 ? parts[1] : Namespace, parts[0])) is not { } lead)
            return null;
        if (destination.Text("subset") is not { } subset)
            return lead;
        // A subset that is not a side is somebody's own part of the app.
        return PicksFromService && lead.Side is null && RouterMarks.SlotOf(subset) is { } side ? new Lead(side) : null;
    }

    private void Point(JsonObject destination, Slot side)
    {
        var parts = destination.Text("host")!.Split('.');
        var to = PicksFromService ? Sides.App : Sides[side];
        (parts[0], var isShort) = (to.Name, parts.Length == 1);
        if (!isShort)
            parts[1] = to.Namespace;
        destination.Put("host", isShort && to.Namespace != Namespace ? $"{to.Name}.{to.Namespace}.svc.cluster.local" : string.Join('.', parts));
        if (PicksFromService)
            destination.Put("subset", side.Label());
    }

    private static string Said(IReadOnlyList<JsonObject> routes) => routes.Count == 0
        ? "none"
        : "routes to " + string.Join(", ", routes.SelectMany(Backends).Select(b => b.Object("destination").Text("host") ?? "?").Distinct(StringComparer.Ordinal).Take(10));
}
