using Slipway.Cli.Client.Api;
using Slipway.Contracts;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;

namespace Slipway.Cli.Client;

/// <summary>A deploy whose answer was lost: the world is read back instead of guessing.</summary>
internal sealed class LostDeploy(ClientCall call, DeployRequest request, DateTimeOffset sent)
{
    private const int Attempts = 10;
    private const int NewestLooked = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The server's clock may be a little behind ours.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(5);

    /// <returns>The rollout that the request started.</returns>
    /// <exception cref="VerbFailedException">It started none (failed), or the server stays away (unknown).</exception>
    public async Task<RolloutView> FindAsync(ServerGoneException gone, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await Task.Delay(Pause, call.Terminal.Time, cancellation);
            try
            {
                return await LookAsync(cancellation) is { } id
                    ? await call.Client.GetAsync<RolloutView>($"api/v1/rollouts/{id}", cancellation)
                    : throw new VerbFailedException(ExitCodes.Failed, $"{gone.Message}. The server has not begun a rollout: deploy again");
            }
            catch (ServerGoneException) when (attempt < Attempts)
            {
                // Not back yet.
            }
            catch (ServerGoneException)
            {
                break;
            }
        }

        throw new VerbFailedException(
            ExitCodes.Unknown, $"{gone.Message}, and the server stays away: whether the rollout began is unknown. Once it is back: slipway status");
    }

    private async Task<string?> LookAsync(CancellationToken cancellation)
    {
        var me = await call.Client.GetAsync<CallerView>("api/v1/whoami", cancellation);
        var newest = await call.Client.GetAsync<IReadOnlyList<RolloutSummaryView>>(
            "api/v1/rollouts" + call.Query(("limit", NewestLooked)), cancellation);
        return newest.FirstOrDefault(r =>
            r.Kind == RolloutKind.Deploy && r.StartedBy == me.Name && r.StartedAt >= sent - ClockTolerance
            && (r.Version == request.Version || request.Version == "last-known-good"))?.Id;
    }
}
