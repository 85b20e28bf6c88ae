using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Lets a rollout go on, or undoes an emergency stop: the one that is named, or that stands over just what --app and --env say.</summary>
internal sealed class ResumeVerb(Terminal terminal, GlobalOptions globals) : CommandVerb(
    terminal, globals, "resume", "Let a paused rollout go on, or undo an emergency stop", "slipway resume --watch", "slipway resume --env production --reason \"the fire is out\"", "slipway resume stop-1")
{
    protected override async Task<int?> InsteadAsync(ClientCall call, string? named, string? reason, CancellationToken cancellation)
    {
        var isStop = named?.StartsWith("stop-", StringComparison.Ordinal) == true;
        if (named is not null && !isStop)
            return null;
        var id = isStop ? named! : (await StopFollowing.FindAsync(call, cancellation))?.Id;
        if (id is null)
            return null;
        var stop = await call.Client.PostAsync<ReasonRequest, StopView>($"api/v1/stops/{Uri.EscapeDataString(id)}/lift", new ReasonRequest { Reason = reason }, cancellation);
        return await StopFollowing.FinishAsync(call, stop, StopPhase.Over, cancellation);
    }
}
