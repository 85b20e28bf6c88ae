using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Contracts;
using Slipway.Contracts.Health;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Here <c>--environment</c> may also name a side, as it does where blue and green are called environments.</summary>
internal sealed class HealthCheckVerb : ClientVerb
{
    private readonly Option<string?> _slot = new("--slot") { Description = "Only this side: blue or green", HelpName = "SIDE" };

    public HealthCheckVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "health-check", "Put the checks of the spec to every instance now; --environment may also name a side, blue or green",
            "slipway health-check --environment blue",
            "slipway health-check --env production --slot green") =>
        Options.Add(_slot);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var (target, slot) = call is { Environment: "blue" or "green" }
            ? (call with { Environment = null }, call.Environment)
            : (call, call.Value(_slot));
        var report = await call.Client.PostAsync<CommandRequest, HealthReport>("api/v1/health-checks" + target.Query(("slot", slot)), new(), cancellation);
        call.Print(report, Write);
        return report.Status == HealthStatus.Unhealthy ? ExitCodes.Failed : ExitCodes.Done;
    }

    private static void Write(Terminal terminal, HealthReport report)
    {
        terminal.Out.WriteLine($"{report.App}/{report.Environment}{(report.Slot is { } slot ? $" {slot}" : "")}: {report.Status.ToString().ToLowerInvariant()}");
        if (report.Results.Count == 0)
            terminal.Out.WriteLine("nothing runs there that could be checked");
        else
            Listing.Write(terminal, ["side", "instance", "check", "", "answer"], report.Results.Select(r => (IReadOnlyList<string>)[r.Slot, r.Instance, r.Check, r.Passed ? "✔" : "✘", r.Detail]));
    }
}
