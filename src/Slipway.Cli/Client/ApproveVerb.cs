using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Approve, reject or withdraw: what a person says of a plan.</summary>
internal sealed class ApproveVerb : ClientVerb
{
    private readonly Argument<string?> _rollout = RolloutArgument.Create();
    private readonly Option<string?> _reason = ReasonOption.Create();
    private readonly Option<string?> _plan = new("--plan") { Description = "The digest of the plan that you read; refused when it is another one", HelpName = "DIGEST" };
    private readonly Option<int?> _step = new("--step") { Description = "The step that it is for [default: the next one that asks]", HelpName = "NUMBER" };
    private readonly bool _approves;

    private ApproveVerb(Terminal terminal, GlobalOptions globals, bool approves, string name, string description, params IReadOnlyList<string> examples)
        : base(terminal, globals, name, description, examples)
    {
        _approves = approves;
        Arguments.Add(_rollout);
        Options.Add(_reason);
        if (!approves)
            return;
        Options.Add(_plan);
        Options.Add(_step);
    }

    public static ApproveVerb Approve(Terminal terminal, GlobalOptions globals) => new(
        terminal, globals, true, "approve", "Approve the plan of a rollout, in a role of yours that it asks for",
        "slipway approve shop.production.12 --plan 4f1c22ab90de --reason \"checked on staging\"");

    public static ApproveVerb Reject(Terminal terminal, GlobalOptions globals) => new(
        terminal, globals, false, "reject", "Say no to a rollout that asks for your approval: it ends",
        "slipway reject shop.production.12 --reason \"the migration locks a table\"");

    public static ApproveVerb Withdraw(Terminal terminal, GlobalOptions globals) => new(
        terminal, globals, false, "withdraw", "Take back an approval that was not used yet",
        "slipway withdraw shop.production.12");

    protected override async Task<int> RunAsync(ClientCall call, CancellationToken cancellation)
    {
        var id = await RolloutArgument.ResolveAsync(call, _rollout, cancellation);
        var request = new ApprovalRequest
        {
            Reason = call.Value(_reason),
            Plan = _approves ? call.Value(_plan) : null,
            Step = _approves && call.Value(_step) is { } number ? number - 1 : null,
        };
        var view = await call.Client.PostAsync<ApprovalRequest, ApprovalsView>($"api/v1/rollouts/{Uri.EscapeDataString(id)}/{Name}", request, cancellation);
        call.Print(view, ApprovalsText.Write);
        return ExitCodes.Done;
    }
}
