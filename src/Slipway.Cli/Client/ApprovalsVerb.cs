using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

internal sealed class ApprovalsVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = new("rollout") { Description = "Its id [default: all that ask for approval]", Arity = ArgumentArity.ZeroOrOne, HelpName = "ROLLOUT" };

    public ApprovalsVerb(Terminal terminal, GlobalOptions globals)
        : base(terminal, globals, "approvals", "Show which approvals rollouts ask for and have, with the plan that they are for", "slipway approvals", "slipway approvals shop.production.12 -o json") =>
        Arguments.Add(_rollout);

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        if (call.Value(_rollout) is { } id)
        {
            call.Print(await call.Client.GetAsync<ApprovalsView>($"api/v1/rollouts/{Uri.EscapeDataString(id)}/approvals", cancellation), ApprovalsText.Write);
            return ExitCodes.Done;
        }

        var views = await call.Client.GetAsync<IReadOnlyList<ApprovalsView>>("api/v1/approvals" + call.Query(), cancellation);
        call.Print(views, (terminal, all) =>
        {
            if (all.Count == 0)
                terminal.Out.WriteLine("no rollout asks for an approval");
            foreach (var view in all)
                ApprovalsText.Write(terminal, view);
        });
        return ExitCodes.Done;
    }
}
