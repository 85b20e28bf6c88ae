using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class PlanVerb : ClientVerb
{
    private readonly Option<string> _version = new("--version")
    {
        Description = "The version that would be brought, or last-known-good",
        HelpName = "VERSION",
        Required = true,
    };

    private readonly Option<string?> _file = new("--file", "-f") { Description = "Make the plan from this spec alone, without a server", HelpName = "FILE" };
    private readonly Option<string?> _running = new("--running") { Description = "With --file: the version that runs [default: none]", HelpName = "VERSION" };
    private readonly Func<string, string?, string, string?, PlanView> _offline;

    /// <param name="offline">Makes the plan of a file, an environment, a version and the one that runs.</param>
    public PlanVerb(Terminal terminal, GlobalOptions globals, Func<string, string?, string, string?, PlanView> offline)
        : base(
            terminal, globals, "plan", "Show what a deploy would do, step by step, without doing it",
            "slipway plan --version 2.0.0", "slipway plan --version 2.0.0 --file slipway.yaml --running 1.0.0")
    {
        _offline = offline;
        Options.Add(_version);
        Options.Add(_file);
        Options.Add(_running);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        if (call.Value(_file) is { } file)
        {
            call.Print(_offline(file, call.Environment, call.Value(_version)!, call.Value(_running)), Write);
            return ExitCodes.Done;
        }

        if (call.Value(_running) is not null)
            throw new VerbFailedException(ExitCodes.Invalid, "--running goes with --file: the server knows what runs");
        var request = new PlanRequest { App = call.App, Environment = call.Environment, Version = call.Value(_version)! };
        var plan = await call.Client.PostAsync<PlanRequest, PlanView>("api/v1/plans", request, cancellation);
        call.Print(plan, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, PlanView plan)
    {
        terminal.Out.WriteLine($"{plan.App}/{plan.Environment}: {plan.FromVersion ?? "nothing"} → {plan.Version} by {plan.Strategy}");
        foreach (var step in plan.Steps)
            terminal.Out.WriteLine($"{step.Index + 1,3}. {step.Kind,-10} {step.Title}");
        foreach (var warning in plan.Warnings)
            terminal.Out.WriteLine($"warning: {warning}");
        terminal.Out.WriteLine($"plan {plan.Digest}");
    }
}
