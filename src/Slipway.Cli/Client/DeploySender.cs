using Slipway.Cli.Client.Api;
using Slipway.Cli.Client.Following;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>Asks for a deployment, finds it again when the answer is lost, and follows it.</summary>
internal static class DeploySender
{
    public static async Task<int> SendAsync(ClientCall call, DeployRequest request, FollowOptions follow, CancellationToken cancellation)
    {
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

        return await new Started(call, new FollowSession(call, follow)).FinishAsync(accepted, wantsRollback: false, cancellation);
    }
}
