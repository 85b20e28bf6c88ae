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
    private readonly Option<double?> _requests = new("--requests-per-second")
    {
        Description = "With --file and --running: the traffic, to say what the plan could see",
        HelpName = "NUMBER",
    };

    private readonly Option<double?> _errors = new("--error-rate") { Description = "With --requests-per-second: what fails now, in percent [default: 0]", HelpName = "PERCENT" };
    private readonly Func<OfflineQuestion, PlanView> _offline;

    /// <param name="offline">Makes the plan of a file.</param>
    public PlanVerb(Terminal terminal, GlobalOptions globals, Func<OfflineQuestion, PlanView> offline)
        : base(
            terminal, globals, "plan", "Show what a deploy would do, step by step, without doing it",
            "slipway plan --version 2.0.0", "slipway plan --version 2.0.0 --file slipway.yaml --running 1.0.0 --requests-per-second 50 --error-rate 0.1")
    {
        _offline = offline;
        Options.Add(_version);
        Options.Add(_file);
        Options.Add(_running);
        Options.Add(_requests);
        Options.Add(_errors);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        if (call.Value(_file) is { } file)
        {
            call.Print(_offline(Question(call, file)), Write);
            return ExitCodes.Done;
        }

        if (call.Value(_running) is not null)
            throw new VerbFailedException(ExitCodes.Invalid, "--running goes with --file: the server knows what runs");
        if (call.Value(_requests) is not null || call.Value(_errors) is not null)
            throw new VerbFailedException(ExitCodes.Invalid, "--requests-per-second and --error-rate go with --file: the server has measured them");
        var request = new PlanRequest { App = call.App, Environment = call.Environment, Version = call.Value(_version)! };
        var plan = await call.Client.PostAsync<PlanRequest, PlanView>("api/v1/plans", request, cancellation);
        call.Print(plan, Write);
        return ExitCodes.Done;
    }

    private OfflineQuestion Question(ClientCall call, string file)
    {
        var (requests, errors) = (call.Value(_requests), call.Value(_errors));
        if (requests is null && errors is not null)
            throw new VerbFailedException(ExitCodes.Invalid, "--error-rate goes with --requests-per-second");
        if (!(requests is null or >= 0 and < double.PositiveInfinity))
            throw new VerbFailedException(ExitCodes.Invalid, "--requests-per-second is a number of 0 or more");
        if (!(errors is null or >= 0 and <= 100))
            throw new VerbFailedException(ExitCodes.Invalid, "--error-rate is a percentage from 0 to 100");
        return new OfflineQuestion(file, call.Environment, call.Value(_version)!, call.Value(_running), requests, (errors ?? 0) / 100);
    }

    private static void Write(Terminal terminal, PlanView plan)
    {
        terminal.Out.WriteLine($"{plan.App}/{plan.Environment}: {plan.FromVersion ?? "nothing"} → {plan.Version} by {plan.Strategy}");
        foreach (var step in plan.Steps)
            terminal.Out.WriteLine($"{step.Index + 1,3}. {step.Kind,-10} {step.Title}");
        foreach (var line in ForesightText.Of(plan))
            terminal.Out.WriteLine(line);
        foreach (var warning in plan.Warnings)
            terminal.Out.WriteLine($"warning: {warning}");
        terminal.Out.WriteLine($"plan {plan.Digest}");
    }
}
