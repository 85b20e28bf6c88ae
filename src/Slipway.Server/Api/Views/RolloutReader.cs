using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Slipway.Contracts.Problems;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using Slipway.Server.Api.Peers;

namespace Slipway.Server.Api.Views;

/// <summary>Puts together what the store knows of a rollout and what the target shows now.</summary>
internal sealed class RolloutReader(Ledger ledger, Adapters adapters, LatestLooks looks, TimeProvider time)
{
    private static readonly PerSlot<WorkloadStatus?> Unseen = new(null, null);

    /// <summary>Null when there is none of that id.</summary>
    public async Task<RolloutView?> FindAsync(string id, CancellationToken cancellation) =>
        await ledger.LoadAsync(id, cancellation) is { } state ? await ViewAsync(state, cancellation) : null;

    public async Task<RolloutView> ViewAsync(RolloutState state, CancellationToken cancellation)
    {
        var key = state.Plan.Environment;
        var environment = await ledger.LoadEnvironmentAsync(key, cancellation);
        var seen = state.IsLive
            ? await TargetReader.BothAsync(adapters, state.Plan.Release.Target, key, time, cancellation)
            : Unseen;
        var look = state.IsLive && !state.IsRollingBack ? await looks.FindAsync(state.Id, cancellation) : null;
        return RolloutViews.Of(state, environment, seen, look ?? state.Evaluation, time.GetUtcNow());
    }

    /// <summary>202 with the rollout and where to find it, or why not.</summary>
    public async Task<Results<Accepted<RolloutView>, JsonHttpResult<Problem>>> AcceptedAsync(Outcome<RolloutState> outcome, CancellationToken cancellation) =>
        outcome.IsAccepted
            ? TypedResults.Accepted($"/api/v1/rollouts/{Uri.EscapeDataString(outcome.Value.Id)}", await ViewAsync(outcome.Value, cancellation))
            : ApiProblems.Of(outcome.Refusal);
}
