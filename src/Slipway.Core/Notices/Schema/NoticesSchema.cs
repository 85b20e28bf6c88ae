using Slipway.Core.Gates;
using Slipway.Core.Notices.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Values;

namespace Slipway.Core.Notices.Schema;

/// <summary>The one definition of a <c>notices.yaml</c>.</summary>
internal static class NoticesSchema
{
    private const int MaxDestinations = 50;
    private const int MaxRoutes = 200;

    private static readonly TextType Name = new($"a name of {EnvironmentKey.NameShape}", "^[a-z][a-z0-9-]{0,39}$", text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a name", EnvironmentKey.NameShape));

    private static readonly TextType Topic = new("a pattern of events", fault: text =>
        NoticeTopics.All.Any(topic => Glob.Matches(text, topic))
            ? null
            : new ScalarFault($"'{text}' fits no event", Likeness.Nearest(text, NoticeTopics.All) is { } near ? $"did you mean '{near}'?" : $"events: {string.Join(", ", NoticeTopics.All)}"));

    private static readonly TextType Place = new("a pattern of app/environment", fault: text =>
        text.Contains('/', StringComparison.Ordinal) || text.Contains("**", StringComparison.Ordinal)
            ? null
            : new ScalarFault($"'{text}' fits no app/environment", $"write {text}/* for all environments of an app"));

    private static readonly TextType Template = new("a template", fault: text => null);

    private static readonly ObjectType<Destination> Destination = ChannelSchema.Add(
        new ObjectType<Destination>(new Destination { Name = "", Channel = null! })
            .Required("name", Name, d => d.Name, (d, v) => d with { Name = v }, "What it is called in routes and lists.", "team")
            .Optional("title", Template, d => d.Title, (d, v) => d with { Title = v }, "Template of what stands above the text, and of a mail's subject.")
            .Optional("text", Template, d => d.Text, (d, v) => d with { Text = v }, "Template of the text."));

    private static readonly ObjectType<NoticeRoute> Route = new ObjectType<NoticeRoute>(new NoticeRoute { To = [] })
        .Required("to", new ListType<string>(Name, "names of destinations", min: 1), r => r.To, (r, v) => r with { To = v }, "Each of these gets it, once.", "[team]")
        .Optional("on", new ListType<string>(Topic, "patterns of events", min: 1), r => r.On, (r, v) => r with { On = v }, $"One has to fit the event: {string.Join(", ", NoticeTopics.All)}.")
        .Optional("for", new ListType<string>(Place, "patterns of app/environment", min: 1), r => r.For, (r, v) => r with { For = v }, "One has to fit the app and environment. `*` stands for any text without a slash, `**` for any text.");

    private static readonly ObjectType<RetrySpec> Retry = new ObjectType<RetrySpec>(new RetrySpec())
        .Optional("backoff", DurationType.Positive, r => r.Backoff, (r, v) => r with { Backoff = v }, "Before the second try; doubled for each further one, and shortened by chance to between half and all of it.")
        .Optional("maxBackoff", DurationType.Positive, r => r.MaxBackoff, (r, v) => r with { MaxBackoff = v }, "The doubling ends here.")
        .Optional("attempts", new WholeNumberType(1, 10_000), r => r.Attempts, (r, v) => r with { Attempts = v }, "After so many failed tries a notice is a dead letter.")
        .Optional("within", DurationType.Positive, r => r.Within, (r, v) => r with { Within = v }, "After so long it is one, too.")
        .Rule((r, at) =>
        {
            if (r.Backoff > r.MaxBackoff)
                at.Key("backoff").Error("is longer than maxBackoff", "raise maxBackoff too");
        });

    private static readonly ObjectType<EnvironmentKey> Deploy = new ObjectType<EnvironmentKey>(default)
        .Required("app", Name, k => k.App, (k, v) => k with { App = v }, "The app.", "shop")
        .Required("environment", Name, k => k.Environment, (k, v) => k with { Environment = v }, "The environment.", "staging");

    private static readonly ObjectType<InboundHook> Hook = new ObjectType<InboundHook>(new InboundHook { Name = "", Secret = null!, Deploy = default })
        .Required("name", Name, h => h.Name, (h, v) => h with { Name = v }, "Last part of its address, `POST /api/v1/hooks/NAME`; in the record it is `hook/NAME`.", "ci")
        .Required("secret", SecretType.Instance, h => h.Secret, (h, v) => h with { Secret = v }, "Key of the caller's signatures.", "{ env: CI_SECRET }")
        .Required("deploy", Deploy, h => h.Deploy, (h, v) => h with { Deploy = v }, "What it deploys to.", "{ app: shop, environment: staging }");

    public static ObjectType<NoticesFile> Root { get; } = new ObjectType<NoticesFile>(new NoticesFile())
        .Optional("destinations", new ListType<Destination>(Destination, "destinations", max: MaxDestinations, rule: NamesDiffer), f => f.Destinations, (f, v) => f with { Destinations = v },
            "Where notices go.")
        .Optional("routes", new ListType<NoticeRoute>(Route, "routes", max: MaxRoutes), f => f.Routes, (f, v) => f with { Routes = v },
            "Which notices go where. Without a route nothing goes anywhere.")
        .Optional("retry", Retry, f => f.Retry, (f, v) => f with { Retry = v },
            "How tries follow one another when a destination does not take a notice.")
        .Optional("inbound", new ListType<InboundHook>(Hook, "hooks", max: MaxDestinations, rule: NamesDiffer), f => f.Inbound, (f, v) => f with { Inbound = v },
            "Who may start deploys by a signed request.")
        .Optional("link", WebAddress.Any, f => f.Link, (f, v) => f with { Link = v },
            "Where people find this server, for links in notices. Without it: where it answers.", "https://slipway.example.org")
        .Rule(NamesAreKnown);

    private static void NamesDiffer(IReadOnlyList<Destination> destinations, SpecCursor at) => NamesDiffer([.. destinations.Select(d => d.Name)], at);

    private static void NamesDiffer(IReadOnlyList<InboundHook> hooks, SpecCursor at) => NamesDiffer([.. hooks.Select(h => h.Name)], at);

    private static void NamesDiffer(IReadOnlyList<string> names, SpecCursor at)
    {
        for (var index = 0; index < names.Count; index++)
        {
            if (names.Take(index).Contains(names[index]))
                at.Item(index).Key("name").Error($"'{names[index]}' is the name of one above", "give each its own name");
        }
    }

    private static void NamesAreKnown(NoticesFile file, SpecCursor at)
    {
        var known = file.Destinations.Select(d => d.Name).ToList();
        var routes = at.Key("routes");
        for (var route = 0; route < file.Routes.Count; route++)
        {
            for (var to = 0; to < file.Routes[route].To.Count; to++)
            {
                var name = file.Routes[route].To[to];
                if (!known.Contains(name))
                    routes.Item(route).Key("to").Item(to).Error($"'{name}' is no destination", Likeness.Nearest(name, known) is { } near ? $"did you mean '{near}'?" : $"destinations: {string.Join(", ", known)}");
            }
        }

        for (var index = 0; index < known.Count; index++)
        {
            if (file.Routes.All(r => !r.To.Contains(known[index])))
                at.Key("destinations").Item(index).Warn("gets nothing: no route leads to it", $"add a route with to: [{known[index]}]");
        }
    }
}
