using System.CommandLine;
using NodaTime.Text;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs;

namespace Slipway.Cli.Offline;

internal sealed class WindowsCheckVerb : Verb
{
    private readonly Option<string> _file = new("--file", "-f") { Description = "A file with the key windows, as in an environment of a spec", HelpName = "FILE", Required = true };
    private readonly Option<string?> _at = new("--at") { Description = "The instant, as RFC 3339 [default: now]", HelpName = "TIME" };
    private readonly Option<bool> _manual = new("--manual") { Description = "Ask for a rollout that a person starts" };

    public WindowsCheckVerb(Terminal terminal)
        : base(
            terminal, "check", "Say whether a rollout may run at an instant, and when that changes; needs no server",
            "slipway windows check --file windows.yaml --at 2026-10-25T01:30:00+01:00",
            "slipway windows check --file windows.yaml --manual -o json")
    {
        Options.Add(_file);
        Options.Add(_at);
        Options.Add(_manual);
        Options.Add(OutputOption.Create());
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        var at = parsed.GetValue(_at) is { } text ? Instant(text) : Terminal.Time.GetUtcNow();
        var (windows, errors) = WindowsReader.Read(SpecFile.ReadText(file, Terminal));
        if (windows is null)
            throw SpecFile.Invalid(file, errors);
        var decision = WindowGate.Decide(windows, at, parsed.GetValue(_manual));
        if (OutputOption.IsJson(parsed))
            Terminal.Out.WriteLine(JsonText.Indented(new WindowCheckView(decision.Allowed, decision.Reason, decision.NextOpen, decision.NextClose)));
        else
            Write(decision);
        return Task.FromResult(decision.Allowed ? ExitCodes.Done : ExitCodes.Blocked);
    }

    private static DateTimeOffset Instant(string text)
    {
        var result = OffsetDateTimePattern.Rfc3339.Parse(text.ToUpperInvariant());
        return result.Success
            ? result.Value.ToDateTimeOffset()
            : throw new VerbFailedException(ExitCodes.Invalid, $"'{text}' is not an instant: write it with its offset, 2026-10-25T01:30:00Z or 2026-10-25T01:30:00+01:00");
    }

    private void Write(WindowDecision decision)
    {
        Terminal.Out.WriteLine($"{(decision.Allowed ? "allowed" : "blocked")}: {decision.Reason}");
        var changes = new[] { ("opens", decision.NextOpen), ("closes", decision.NextClose) }.OrderBy(change => change.Item2 ?? DateTimeOffset.MaxValue);
        foreach (var (word, time) in changes)
            Terminal.Out.WriteLine(time is { } instant ? $"{word,-7}{Listing.Time(Terminal, instant)}" : $"{word,-7}not within {WindowDecision.HorizonYears} years");
    }
}
