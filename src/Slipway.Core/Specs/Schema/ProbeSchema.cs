using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of probes, wherever one stands.</summary>
internal static class ProbeSchema
{
    public static ListType<string> Command { get; } = new(TextType.AnyOrBlank, "arguments, the program first", min: 1, rule: (arguments, at) =>
    {
        if (string.IsNullOrWhiteSpace(arguments[0]))
            at.Item(0).Error("is empty", "the first item is the program");
    });

    private static readonly TextType HttpPath = new("a path that begins with /", "^/", text =>
        text[0] == '/' ? null : new ScalarFault($"must be a path that begins with /, not '{text}'", $"write /{text.TrimStart('/')}"));

    public static ObjectType<ReadyDraft> Ready { get; } =
        Repeated(new ObjectType<ReadyDraft>(new ReadyDraft()), d => d.Probe, (d, probe) => d with { Probe = probe })
            .Optional("within", DurationType.Positive, d => d.Within, (d, v) => d with { Within = v },
                "How long all instances of a new version may take until they are ready.");

    public static ObjectType<ProbeSpec> Live { get; } =
        Repeated(new ObjectType<ProbeSpec>(new ProbeSpec()), p => p, (_, probe) => probe);

    /// <summary>The question, its deadline and how often it is put.</summary>
    private static ObjectType<T> Repeated<T>(ObjectType<T> type, Func<T, ProbeSpec> get, Func<T, ProbeSpec, T> set) =>
        Once(type, get, set)
            .Optional("every", DurationType.Positive, t => get(t).Every, (t, v) => set(t, get(t) with { Every = v }),
                "Time between two questions.")
            .Optional("failures", new WholeNumberType(1, 100), t => get(t).Failures, (t, v) => set(t, get(t) with { Failures = v }),
                "Failures in a row until the answer counts as no.");

    /// <summary>The question and its deadline.</summary>
    public static ObjectType<T> Once<T>(ObjectType<T> type, Func<T, ProbeSpec> get, Func<T, ProbeSpec, T> set) =>
        type
            .Optional("http", HttpPath, t => get(t).Http, (t, v) => set(t, get(t) with { Http = v }),
                "A path on the instance's port. Good is a status of 200 to 399.", "/ready")
            .Optional("tcp", new TrueType(), t => get(t).Tcp, (t, v) => set(t, get(t) with { Tcp = v }),
                "Good is a connection to the instance's port.", "true")
            .Optional("command", Command, t => get(t).Command, (t, v) => set(t, get(t) with { Command = v }),
                "A program and its arguments, with {port}. Good is exit code 0.", "[./check, \"{port}\"]")
            .Optional("timeout", DurationType.Positive, t => get(t).Timeout, (t, v) => set(t, get(t) with { Timeout = v }),
                "No answer by then is a failure.")
            .ExactlyOneOf("http", "tcp", "command");
}
