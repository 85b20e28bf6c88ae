using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class SwitchTrafficVerb : ClientVerb
{
    private readonly Option<string> _from = Side("--from-env", "The side that gives traffic away: blue or green");
    private readonly Option<string> _to = Side("--to-env", "The side that gets it: blue or green");

    private readonly Option<decimal> _percentage = new("--percentage")
    {
        Description = "Its share of all requests then, 0 to 100; the other side gets the rest",
        HelpName = "PERCENT",
        Required = true,
    };

    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly FollowOptions _follow = new();

    public SwitchTrafficVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "switch-traffic", "Move traffic between the two sides of an environment, where both run",
            "slipway switch-traffic --from-env green --to-env blue --percentage 50")
    {
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_percentage);
        Options.Add(_reason);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var request = new SwitchTrafficRequest
        {
            App = call.App,
            Environment = call.Environment,
            From = call.Value(_from)!,
            To = call.Value(_to)!,
            Percentage = call.Value(_percentage),
            Reason = call.Value(_reason),
        };
        var accepted = await call.Client.PostAsync<SwitchTrafficRequest, RolloutView>("api/v1/traffic", request, cancellation);
        return await new Started(call, new FollowSession(call, _follow)).FinishAsync(accepted, wantsRollback: false, cancellation);
    }

    private static Option<string> Side(string name, string description)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.AcceptOnlyFromAmong("blue", "green");
        return option;
    }
}
