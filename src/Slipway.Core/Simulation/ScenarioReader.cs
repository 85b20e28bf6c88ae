using System.Globalization;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>Reads a scenario file by the same means as a spec: every error at once, with its line.</summary>
public static class ScenarioReader
{
    private const int MaxEvents = 10_000;

    private static readonly TextType Version = new($"a version: {ReleaseVersion.Shape}", fault: text =>
        ReleaseVersion.TryParse(text, out _) ? null : new ScalarFault($"'{text}' is not a version", ReleaseVersion.Shape));

    private static readonly TextType Instant = new("an instant such as 2026-01-05T09:00:00Z", fault: text =>
        TryParse(text, out _) ? null : new ScalarFault($"'{text}' is not an instant", "write it as 2026-01-05T09:00:00Z"));

    private static readonly MappedType<decimal, double> Rate = new(new PercentType(zero: true), p => (double)p / 100, f => (decimal)f * 100);

    private static readonly ChoiceType<bool> Unavailable = new([true], _ => "unavailable");

    private static readonly ObjectType<Behaviour> Behaviour = new ObjectType<Behaviour>(new Behaviour())
        .Optional("errorRate", Rate, b => b.ErrorRate, (b, v) => b with { ErrorRate = v }, "The share of requests that fail.")
        .Optional("latency", DurationType.Positive, b => b.Latency, (b, v) => b with { Latency = v }, "The median.")
        .Optional("from", DurationType.OrZero, b => b.From, (b, v) => b with { From = v }, "Before this it behaves as the running version.")
        .Optional("readyAfter", DurationType.OrZero, b => b.ReadyAfter, (b, v) => b with { ReadyAfter = v }, "From start to readiness.")
        .Optional("crashes", new TrueType(), b => b.Crashes, (b, v) => b with { Crashes = v }, "It ends as soon as it is started.");

    private static readonly ObjectType<ScenarioEvent> Event = new ObjectType<ScenarioEvent>(new ScenarioEvent())
        .Required("at", DurationType.OrZero, e => e.At, (e, v) => e with { At = v }, "After the start.", "30s")
        .Optional("crash", new TrueType(), e => e.Crash, (e, v) => e with { Crash = v }, "The engine dies and starts again.")
        .Optional("router", Unavailable, e => e.RouterUnavailable, (e, v) => e with { RouterUnavailable = v }, "The router does not answer.")
        .Optional("for", DurationType.Positive, e => e.For, (e, v) => e with { For = v }, "How long.")
        .Optional("pause", new TrueType(), e => e.Pause, (e, v) => e with { Pause = v }, "A person pauses the rollout.")
        .Optional("resume", new TrueType(), e => e.Resume, (e, v) => e with { Resume = v }, "A person resumes it.")
        .Optional("promote", new TrueType(), e => e.Promote, (e, v) => e with { Promote = v }, "A person says promote.")
        .Optional("abort", new TrueType(), e => e.Abort, (e, v) => e with { Abort = v }, "A person says abort.")
        .Optional("alert", TextType.Any, e => e.Alert, (e, v) => e with { Alert = v }, "An alert of this severity.")
        .Optional("as", TextType.Any, e => e.As, (e, v) => e with { As = v }, "Who.")
        .ExactlyOneOf("crash", "router", "pause", "resume", "promote", "abort", "alert");

    private static readonly NamedType<Behaviour> Versions = new(
        Behaviour, "versions", t => ReleaseVersion.TryParse(t, out _), ReleaseVersion.Shape, "^[A-Za-z0-9][A-Za-z0-9._+-]*$");

    private static readonly ObjectType<Scenario> Root = new ObjectType<Scenario>(new Scenario { Running = "" })
        .Optional("start", Instant, s => s.Start.ToString("O"), (s, v) => s with { Start = Parse(v) }, "When the simulated deploy is asked for.")
        .Required("running", Version, s => s.Running, (s, v) => s with { Running = v }, "The version that is stable.", "1.0.0")
        .Optional("requestsPerSecond", new NumberType(0, 100_000), s => s.RequestsPerSecond, (s, v) => s with { RequestsPerSecond = v }, "Of users.")
        .Optional("seed", new WholeNumberType(0, int.MaxValue), s => s.Seed, (s, v) => s with { Seed = v }, "All chance comes from it.")
        .Optional("versions", Versions, s => [.. s.Versions], (s, v) => s with { Versions = v.ToDictionary() }, "How each version behaves.")
        .Optional("events", new ListType<ScenarioEvent>(Event, "events", max: MaxEvents), s => s.Events,
            (s, v) => s with { Events = [.. v.OrderBy(e => e.At)] }, "What happens meanwhile.");

    /// <returns>The scenario, or null and what is wrong.</returns>
    public static (Scenario? Scenario, IReadOnlyList<SpecError> Errors) Read(string yaml)
    {
        var problems = new SpecProblems();
        Scenario? scenario = null;
        if (YamlText.Parse(yaml, problems) is { } document && Root.TryRead(new SpecCursor(document, "", problems), out var read))
            scenario = read;
        return (scenario, problems.Errors);
    }

    private static DateTimeOffset Parse(string text) => TryParse(text, out var instant) ? instant : default;

    private static bool TryParse(string text, out DateTimeOffset instant) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
