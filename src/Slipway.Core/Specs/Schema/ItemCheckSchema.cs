using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys that answer an item without a person.</summary>
internal static class ItemCheckSchema
{
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MaxOver = TimeSpan.FromMinutes(5);
    private static readonly NumberType Number = new(-1e15, 1e15);
    private static readonly MappedType<double, double?> Bound = new(Number, number => number, number => number ?? 0);

    private static readonly TextType Url = new("an address that begins with http:// or https://", "^https?://", text =>
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return new ScalarFault("is not an address that can be asked", "write it as https://host/path");
        // What is in it is not shown: it may be a password.
        return url.UserInfo.Length == 0 ? null : new ScalarFault("has a user or password in it", "a spec is no place for secrets: ask an address that needs none");
    });

    private static readonly TextType Address = new("host:port", @":[0-9]+$", text =>
        text.LastIndexOf(':') is var colon and > 0 && int.TryParse(text.AsSpan(colon + 1), out var port) && port is > 0 and <= 65_535
            ? null
            : new ScalarFault($"must be host:port, not '{text}'", "for example 127.0.0.1:5432"));

    private static readonly TextType Variable = new("the name of an environment variable", "^[A-Za-z_][A-Za-z0-9_]*$", text =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(text[0])
            ? null
            : new ScalarFault("is not the name of an environment variable", "put the database's address into a variable of the server, and name that here: APP_DATABASE"));

    private static readonly ObjectType<HttpItemCheck> Http = new ObjectType<HttpItemCheck>(new HttpItemCheck { Url = "" })
        .Required("url", Url, c => c.Url, (c, v) => c with { Url = v }, "What is asked for. Good is a status of 200 to 399.", "https://shop.example.com/health")
        .Optional("contains", TextType.Any, c => c.Contains, (c, v) => c with { Contains = v }, "What the beginning of the answer must have in it, to the letter.", "healthy")
        .Optional("headers", new ListType<string>(TextType.Any, "names"), c => c.Headers, (c, v) => c with { Headers = v },
            "Headers that the answer must have.", "[Strict-Transport-Security]");

    private static readonly ObjectType<CommandItemCheck> Command = new ObjectType<CommandItemCheck>(new CommandItemCheck { Run = [] })
        .Required("run", ProbeSchema.Command, c => c.Run, (c, v) => c with { Run = v }, "The program and its arguments; no shell reads them. Good is exit code 0.", "[helm, status, shop]")
        .Optional("contains", TextType.Any, c => c.Contains, (c, v) => c with { Contains = v }, "What its output must have in it, to the letter.", "deployed");

    private static readonly ObjectType<SqlItemCheck> Sql = new ObjectType<SqlItemCheck>(new SqlItemCheck { Database = "", Query = "" })
        .Required("database", Variable, c => c.Database, (c, v) => c with { Database = v },
            "The server's environment variable with the address: postgres://user:password@host/database, or a file of SQLite.", "APP_DATABASE")
        .Required("query", TextType.Any, c => c.Query, (c, v) => c with { Query = v }, "It may change nothing. The first value of its first row is looked at.", "SHOW statement_timeout")
        .Optional("is", TextType.Any, c => c.Is, (c, v) => c with { Is = v }, "The value as text must be this.", "30s")
        .Optional("min", Bound, c => c.Min, (c, v) => c with { Min = v }, "The value as a number may not be below.")
        .Optional("max", Bound, c => c.Max, (c, v) => c with { Max = v }, "The value as a number may not be above.")
        .ShapeRule(at =>
        {
            if (at.Has("is") && (at.Has("min") || at.Has("max")))
                at.Error("has is and a limit", "give only one of them");
        });

    private static readonly ObjectType<MetricDraft> Metric = new ObjectType<MetricDraft>(new MetricDraft())
        .Required("name", new ChoiceType<MetricName>(MetricNames.All, m => m.Label()), m => m.Name, (m, v) => m with { Name = v }, "What is measured on the environment's traffic.", "error-rate")
        .Optional("max", new LimitType(), m => m.Max, (m, v) => m with { Max = v }, "It may not be above: a percentage for error-rate, a duration for latencies, requests per second for request-rate.", "0.1%")
        .Optional("min", new LimitType(), m => m.Min, (m, v) => m with { Min = v }, "It may not be below; in the same units.", "10/s")
        .Optional("over", new DurationType(MaxOver), m => m.Over, (m, v) => m with { Over = v }, "How long is measured; at most 5m.")
        .ExactlyOneOf("max", "min")
        .Rule((m, at) => AnalysisSchema.DemandUnit(m.Name, m.Max, m.Min, at));

    /// <summary>What an item can be answered by, besides a person.</summary>
    public static IReadOnlyList<string> Keys { get; } = [HttpItemCheck.Kind, TcpItemCheck.Kind, CommandItemCheck.Kind, SqlItemCheck.Kind, MetricItemCheck.Kind];

    public static ObjectType<ChecklistItem> AddTo(ObjectType<ChecklistItem> item) => item
        .Optional(HttpItemCheck.Kind, Http, i => i.Check as HttpItemCheck, (i, v) => i with { Check = v }, "Answered by a request.", "{ url: https://shop.example.com/health }")
        .Optional(TcpItemCheck.Kind, Address, i => (i.Check as TcpItemCheck)?.Address, (i, v) => i with { Check = new TcpItemCheck { Address = v } },
            "Answered by a connection that can be opened.", "127.0.0.1:6379")
        .Optional(CommandItemCheck.Kind, Command, i => i.Check as CommandItemCheck, (i, v) => i with { Check = v }, "Answered by a program.", "{ run: [helm, status, shop] }")
        .Optional(SqlItemCheck.Kind, Sql, i => i.Check as SqlItemCheck, (i, v) => i with { Check = v }, "Answered by a query.", "{ database: APP_DATABASE, query: SELECT 1 }")
        .Optional(MetricItemCheck.Kind, Metric, i => ToDraft(i.Check as MetricItemCheck), (i, v) => i with { Check = ToCheck(v) }, "Answered by what the environment's traffic measures.", "{ name: error-rate, max: 0.1% }")
        .Optional("timeout", new DurationType(MaxTimeout), i => i.Check?.Timeout ?? new TcpItemCheck { Address = "" }.Timeout, (i, v) => i.Check is null ? i : i with { Check = i.Check with { Timeout = v } },
            "No answer by then is a failure; a measurement takes its `over` first. At most 10m.")
        .ShapeRule(at =>
        {
            if (at.Has("timeout") && !Keys.Any(at.Has))
                at.Key("timeout").Error("goes with a check only", "remove it");
        });

    private static MetricDraft? ToDraft(MetricItemCheck? check) => check is null ? null : new MetricDraft
    {
        Name = check.Metric,
        Max = AnalysisSchema.ToLimit(check.Metric, check.Max),
        Min = AnalysisSchema.ToLimit(check.Metric, check.Min),
        Over = check.Over,
    };

    private static MetricItemCheck ToCheck(MetricDraft draft) => new() { Metric = draft.Name, Max = draft.Max?.Value, Min = draft.Min?.Value, Over = draft.Over };
}
