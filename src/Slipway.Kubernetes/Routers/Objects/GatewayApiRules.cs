using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// An HTTPRoute of the Gateway API. Of its rules those are divided that lead to the app and nowhere else. The header match is a rule
/// of its own: rules have no names on most clusters, so it is known by the header and by stable's place in it with weight 0.
/// </summary>
internal sealed class GatewayApiRules : RouterObject
{
    private const string Service = "Service";
    private const string MirrorType = "RequestMirror";

    private readonly GatewayApiSpec _spec;
    private readonly BackendList _backends;

    public GatewayApiRules(GatewayApiSpec spec)
        : base(SideServices.Of(spec), spec.HttpRoute)
    {
        _spec = spec;
        _backends = new BackendList(LeadOf, Point, BackendList.Fine, Alone: 1);
    }

    public override IReadOnlyList<ResourceKind> Kinds { get; } =
        [.. new[] { "v1", "v1beta1" }.Select(version => new ResourceKind("gateway.networking.k8s.io", version, "httproutes", "HTTPRoute"))];

    public override IEnumerable<string> Problems(JsonObject main)
    {
        var rules = Rules(main);
        if (!rules.Any(IsSplit))
        {
            var led = rules.SelectMany(Backends).Select(b => b.Text("name") ?? "?").Distinct(StringComparer.Ordinal).Take(10).ToList();
            yield return $"the HTTPRoute {Name} has no rule that leads to {Sides.Service} alone: it has {(led.Count == 0 ? "none with a backend" : "rules to " + string.Join(", ", led))}";
        }
    }

    public override JsonObject Write(JsonObject main, Wanted wanted)
    {
        var written = main.Copy();
        if (written.Object("spec") is not { } spec)
            return written;
        var rules = new JsonArray();
        foreach (var rule in Rules(main).Where(r => !IsMatch(r)))
        {
            if (!IsSplit(rule))
            {
                rules.Add(rule.DeepClone());
                continue;
            }

            if (wanted.IsMixed && _spec.Match is { } match && Matching(rule, match, wanted) is { } first)
                rules.Add((JsonNode)first);
            rules.Add((JsonNode)Divided(rule, wanted));
        }

        spec.Put("rules", rules);
        return written;
    }

    public override TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned) =>
        SplitReading.Agreed(Rules(main).Where(r => IsSplit(r) && !IsMatch(r)).Select(r => _backends.Read(Backends(r), pinned, missing: 1)));

    private static IReadOnlyList<JsonObject> Rules(JsonObject main) => main.Object("spec").Objects("rules");

    private static IReadOnlyList<JsonObject> Backends(JsonObject rule) => rule.Objects("backendRefs");

    private bool IsSplit(JsonObject rule) => _backends.IsApp(Backends(rule));

    private bool IsMatch(JsonObject rule) =>
        _spec.Match is { } match && IsSplit(rule) && Backends(rule) is { Count: 2 } backends && backends.Any(b => b.Number("weight") is 0)
        && rule.Objects("matches") is { Count: > 0 } matches && matches.All(m => m.Objects("headers").Any(h => IsHeader(h, match)));

    private JsonObject Divided(JsonObject rule, Wanted wanted)
    {
        var divided = rule.Copy();
        divided.Put("backendRefs", _backends.Write(Backends(rule), wanted));
        var filters = new JsonArray([.. rule.Objects("filters").Where(f => !IsMirror(f)).Select(f => f.DeepClone())]);
        if (wanted.IsMixed && _spec.Mirror > 0)
        {
            var candidate = _backends.For(Backends(rule), wanted.Candidate);
            // A mirror takes a plain reference to a Service: no weight, no filters.
            var plain = new JsonObject(candidate.Where(member => member.Key is "group" or "kind" or "name" or "namespace" or "port").Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
            filters.Add((JsonNode)new JsonObject { ["type"] = MirrorType, ["requestMirror"] = new JsonObject { ["backendRef"] = plain } });
        }

        if (filters.Count > 0)
            divided.Put("filters", filters);
        else if (rule.Objects("filters").Count > 0)
            divided.Remove("filters");
        return divided;
    }

    private bool IsMirror(JsonObject filter) =>
        filter.Text("type") == MirrorType && filter.Object("requestMirror").Object("backendRef") is { } backend && LeadOf(backend) is { Side: not null };

    /// <summary>The same rule for requests with the header, all to the candidate; null where the rule already takes only those with another value.</summary>
    private JsonObject? Matching(JsonObject rule, HeaderMatchSpec match, Wanted wanted)
    {
        var matches = new JsonArray();
        IReadOnlyList<JsonObject> conditions = rule.Objects("matches") is { Count: > 0 } some ? some : [[]];
        foreach (var condition in conditions)
        {
            var headers = condition.Objects("headers");
            if (headers.Any(h => string.Equals(h.Text("name"), match.Header, StringComparison.OrdinalIgnoreCase)))
                continue;
            var narrowed = condition.Copy();
            narrowed["headers"] = new JsonArray([.. headers.Select(h => h.DeepClone()), new JsonObject { ["type"] = "Exact", ["name"] = match.Header, ["value"] = match.Value }]);
            matches.Add((JsonNode)narrowed);
        }

        if (matches.Count == 0)
            return null;
        var matching = Divided(rule, wanted with { Split = TrafficSplit.AllTo(wanted.Candidate) });
        if (rule.Text("name") is { } name)
            matching["name"] = $"slipway-{name}";
        matching["matches"] = matches;
        var (candidate, stable) = (_backends.For(Backends(rule), wanted.Candidate), _backends.For(Backends(rule), wanted.Stable));
        candidate.Put("weight", 1);
        stable.Put("weight", 0);
        matching["backendRefs"] = new JsonArray(candidate, stable);
        return matching;
    }

    private static bool IsHeader(JsonObject header, HeaderMatchSpec match) =>
        string.Equals(header.Text("name"), match.Header, StringComparison.OrdinalIgnoreCase) && header.Text("value") == match.Value && header.Text("type") is null or "Exact";

    private Lead? LeadOf(JsonObject backend) =>
        backend.Text("kind") is null or Service && string.IsNullOrEmpty(backend.Text("group")) && backend.Text("name") is { } name
            ? Sides.LeadOf(new ServiceName(backend.Text("namespace") ?? Namespace, name))
            : null;

    private void Point(JsonObject backend, Slot side)
    {
        backend.Put("name", Sides[side].Name);
        if (backend["namespace"] is not null || Sides[side].Namespace != Namespace)
            backend.Put("namespace", Sides[side].Namespace);
    }
}
