using Slipway.Cli.Client.Following;
using Slipway.Contracts;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>What a verb does once the server has taken its request: follow the rollout, or say how to.</summary>
internal sealed class Started(ClientCall call, FollowSession session)
{
    public async Task<int> FinishAsync(RolloutView accepted, bool wantsRollback, CancellationToken cancellation)
    {
        if (session.IsWanted)
            return await session.RunAsync(accepted.Id, wantsRollback, cancellation);
        call.Print(accepted, (terminal, view) =>
        {
            terminal.Out.WriteLine($"{view.App}/{view.Environment}: {view.Summary}");
            if (view.Phase.IsLive())
                terminal.Out.WriteLine($"rollout {view.Id} is under way. Follow it: slipway status {view.Id} --watch");
        });
        return ExitCodes.Done;
    }
}
