using System.CommandLine;
using Slipway.Cli.Client.Api;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class DeployVerb : ClientVerb
{
    private readonly Option<string> _version = new("--version")
    {
        Description = "The version to bring, or last-known-good",
        HelpName = "VERSION",
        Required = true,
    };

    private readonly Option<bool> _supersede = new("--supersede") { Description = "Replace the rollout that runs there" };
    private readonly Option<bool> _overrideBudget = new("--override-budget") { Description = "Begin and go on whatever the error budget says; needs --reason" };
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly FollowOptions _follow = new();

    public DeployVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "deploy", "Bring a version to an environment, step by step; it is taken back by itself when it is worse",
            "slipway deploy --version 2.0.0 --watch",
            "slipway deploy --version 2.0.0 --env production --wait --timeout 30m")
    {
        Options.Add(_version);
        Options.Add(_supersede);
        Options.Add(_overrideBudget);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new DeployRequest
        {
            App = call.App,
            Environment = call.Environment,
            Version = call.Value(_version)!,
            Supersede = call.Value(_supersede),
            OverrideBudget = call.Value(_overrideBudget),
            Reason = call.Value(_reason),
        };
        var sent = call.Terminal.Time.GetUtcNow();
        RolloutView accepted;
        try
        {
            accepted = await call.Client.PostAsync<DeployRequest, RolloutView>("api/v1/rollouts", request, cancellation);
        }
        catch (ServerGoneException gone) when (gone.Sent)
        {
            accepted = await new LostDeploy(call, request, sent).FindAsync(gone, cancellation);
        }

        return await new Started(call, new FollowSession(call, _follow)).FinishAsync(accepted, wantsRollback: false, cancellation);
    }
}
