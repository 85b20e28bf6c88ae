using System.CommandLine;
using Slipway.Cli.Output;
using Slipway.Cli.Upkeep;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class WhatIfVerb : ClientVerb
{
    private readonly Option<string> _policy = new("--policy") { Description = "A spec with the rules as they would be", HelpName = "FILE", Required = true };
    private readonly Option<string?> _since = DurationOption.Create("--since", "Only rollouts that are younger [default: all]");

    public WhatIfVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "what-if", "Replay past rollouts against changed rules, and list what would have been decided differently",
            "slipway what-if --policy slipway.yaml --since 90d",
            "slipway what-if --policy stricter.yaml --env production -o json")
    {
        Options.Add(_policy);
        Options.Add(_since);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new WhatIfRequest
        {
            Spec = Read(call, call.Value(_policy)!),
            Environment = call.Environment,
            Since = DurationOption.Read(call.Parsed, _since) is { } age ? call.Terminal.Time.GetUtcNow() - age : null,
        };
        call.Print(await call.Client.PostAsync<WhatIfRequest, WhatIfView>("api/v1/what-if", request, cancellation), Write);
        return ExitCodes.Done;
    }

    private static string Read(ClientCall call, string file)
    {
        var path = Path.GetFullPath(file, call.Terminal.Directory);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbFailedException(ExitCodes.Invalid, $"--policy: {path} cannot be read: {e.Message}");
        }
    }

    private static void Write(Terminal terminal, WhatIfView view)
    {
        var rollouts = view.Rollouts == 1 ? "1 past rollout" : $"{view.Rollouts} past rollouts";
        if (view.Others.Count == 0)
        {
            terminal.Out.WriteLine($"{rollouts}: with these rules, everything would have been decided as it was");
            return;
        }

        terminal.Out.WriteLine($"{rollouts}: decided differently in {view.Others.Select(o => o.Rollout).Distinct().Count()}");
        foreach (var rollout in view.Others.GroupBy(o => o.Rollout))
        {
            terminal.Out.WriteLine(rollout.Key);
            foreach (var other in rollout)
                terminal.Out.WriteLine($"  {Listing.Time(terminal, other.At)} {other.Rule}: {other.Then}; with these rules: {other.Instead}");
        }
    }
}
