using System.CommandLine;
using Slipway.Cli.Client.Following;
using Slipway.Cli.Output;
using Slipway.Cli.Rendering;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class StatusVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = new("rollout")
    {
        Description = "The id of one rollout [default: every environment]",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "ROLLOUT",
    };

    private readonly FollowOptions _follow = new();

    public StatusVerb(Terminal terminal, GlobalOptions globals)
        : base(
            terminal, globals, "status", "Show what runs where, and the rollout that is live",
            "slipway status",
            "slipway status --watch",
            "slipway status storefront.production.3 -o json")
    {
        Arguments.Add(_rollout);
        _follow.AddTo(this);
    }

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var session = new FollowSession(call, _follow);
        if (session.IsWanted)
            return await session.RunAsync(await RolloutArgument.ResolveAsync(call, _rollout, cancellation), wantsRollback: false, cancellation);
        if (call.Value(_rollout) is { } id)
        {
            var view = await call.Client.GetAsync<RolloutView>($"api/v1/rollouts/{Uri.EscapeDataString(id)}", cancellation);
            call.Print(view, Write);
            return ExitCodes.Done;
        }

        var environments = await call.Client.GetAsync<IReadOnlyList<EnvironmentView>>("api/v1/environments" + call.Query(), cancellation);
        call.Print(environments, Write);
        return ExitCodes.Done;
    }

    private static void Write(Terminal terminal, IReadOnlyList<EnvironmentView> environments)
    {
        if (environments.Count == 0)
            terminal.Out.WriteLine("no environments: start the server with a spec, slipway serve -f slipway.yaml");
        foreach (var environment in environments)
        {
            TextConsole.Write(terminal, EnvironmentTree.Render(environment));
            if (environment.LiveRollout is { } rollout)
                Write(terminal, rollout);
        }
    }

    private static void Write(Terminal terminal, RolloutView rollout) =>
        TextConsole.Write(terminal, RolloutTree.Render(rollout, terminal.Time.GetUtcNow()));
}
