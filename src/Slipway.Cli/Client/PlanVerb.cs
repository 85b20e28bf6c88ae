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

    public PlanVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "plan", "Show what a deploy would do, step by step, without doing it", "slipway plan --version 2.0.0") =>
        Options.Add(_version);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
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
