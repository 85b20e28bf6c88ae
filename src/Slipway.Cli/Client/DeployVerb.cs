using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;

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
    private readonly DeployOptions _options = new();
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
        _options.AddTo(this);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = _options.Fill(call, new DeployRequest
        {
            App = call.App,
            Environment = call.Environment,
            Version = call.Value(_version)!,
            Supersede = call.Value(_supersede),
            OverrideBudget = call.Value(_overrideBudget),
            Reason = call.Value(_reason),
        });
        return await DeploySender.SendAsync(call, request, _follow, cancellation);
    }
}
