using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;

namespace Slipway.Cli.Client;

internal sealed class PromoteToVerb : ClientVerb
{
    /// <summary>As the API names the version that is stable where the environment's releases come from.</summary>
    private const string StableBelow = "stable-below";

    private readonly Argument<string> _to = new("environment") { Description = "Where it shall go", HelpName = "ENVIRONMENT" };

    private readonly Option<string> _version = new("--version")
    {
        Description = "The version [default: what is stable in the environment below]",
        HelpName = "VERSION",
        DefaultValueFactory = _ => StableBelow,
    };

    private readonly DeployOptions _options = new();
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly FollowOptions _follow = new();

    public PromoteToVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "promote-to", "Bring what is stable in the environment below to the next one",
            "slipway promote-to production --watch",
            "slipway promote-to production --version 2.0.0 --at 2026-12-01T22:00:00Z")
    {
        Arguments.Add(_to);
        Options.Add(_version);
        _options.AddTo(this);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = _options.Fill(call, new DeployRequest
        {
            App = call.App,
            Environment = call.Value(_to),
            Version = call.Value(_version)!,
            Reason = call.Value(_reason),
        });
        return DeploySender.SendAsync(call, request, _follow, cancellation);
    }
}
