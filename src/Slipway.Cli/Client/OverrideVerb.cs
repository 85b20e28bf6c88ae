using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class OverrideVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = RolloutArgument.Create();
    private readonly Option<string> _gate = new("--gate") { Description = "start, window, freeze, budget or checklist", HelpName = "GATE", Required = true };
    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the record", HelpName = "TEXT", Required = true };
    private readonly Option<string?> _for = new("--for") { Description = "How long it lasts, up to 24h [default: 1h]", HelpName = "DURATION" };
    private readonly FollowOptions _follow = new();

    public OverrideVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "override", "Let a rollout pass a gate, by permission and for a while; it is recorded",
            "slipway override shop.production.12 --gate freeze --reason \"repairs the checkout\" --for 30m")
    {
        Arguments.Add(_rollout);
        Options.Add(_gate);
        Options.Add(_reason);
        Options.Add(_for);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = await RolloutArgument.ResolveAsync(call, _rollout, cancellation);
        var request = new OverrideRequest { Gate = call.Value(_gate)!, Reason = call.Value(_reason)!, Minutes = MinutesOption.Read(call.Parsed, _for) };
        var view = await call.Client.PostAsync<OverrideRequest, RolloutView>($"api/v1/rollouts/{Uri.EscapeDataString(id)}/override", request, cancellation);
        return await new Started(call, new FollowSession(call, _follow)).FinishAsync(view, wantsRollback: false, cancellation);
    }
}
