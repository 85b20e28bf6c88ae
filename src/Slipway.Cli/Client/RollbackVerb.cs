using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class RollbackVerb : ClientVerb
{
    private readonly Option<string?> _version = new("--version")
    {
        Description = "The version to return to, or last-known-good [default: the one before]",
        HelpName = "VERSION",
    };

    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record", HelpName = "TEXT", Required = true };
    private readonly FollowOptions _follow = new();

    public RollbackVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "rollback", "Go back to an earlier version; a rollout that runs is taken back first",
            "slipway rollback --version v2.0.5 --reason \"Critical bug in v2.1.0\"",
            "slipway rollback --reason \"checkout is slow\" --watch")
    {
        Options.Add(_version);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new RollbackRequest
        {
            App = call.App,
            Environment = call.Environment,
            Version = call.Value(_version),
            Reason = call.Value(_reason)!,
        };
        var accepted = await call.Client.PostAsync<RollbackRequest, RolloutView>("api/v1/rollbacks", request, cancellation);
        return await new Started(call, new FollowSession(call, _follow))
            .FinishAsync(accepted, wantsRollback: accepted.Kind != RolloutKind.Rollback, cancellation);
    }
}
