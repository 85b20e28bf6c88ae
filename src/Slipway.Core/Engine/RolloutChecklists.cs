using Slipway.Core.Gates.Checklists;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Engine;

/// <summary>The checklists of rollouts: their checks are run, and how they stand is looked at, by the spec as it is now.</summary>
internal sealed class RolloutChecklists(Checklists checklists, Places places, TimeProvider time)
{
    /// <exception cref="PortUnavailableException">The spec cannot be read, or has no such environment any more.</exception>
    public async Task RunAsync(RolloutState state, ChecklistMoment moment, CancellationToken cancellation)
    {
        var outcome = await checklists.RunAsync(await PlaceAsync(state, cancellation), [], moment, state.Plan.Release.Version, RolloutDriver.Actor, cancellation);
        if (outcome.Refusal is { } refusal)
            throw new PortUnavailableException(refusal.Message);
    }

    /// <exception cref="PortUnavailableException">As above.</exception>
    public async Task<ChecklistDecision> LookAsync(RolloutState state, ChecklistStep step, CancellationToken cancellation)
    {
        var place = await PlaceAsync(state, cancellation);
        if (place.Environment.Checklist is not { } checklist)
            return new ChecklistDecision(true, [], "the environment has no checklist any more", null);
        var answers = await checklists.ReadAsync(place.Key, cancellation);
        return ChecklistGate.Decide(checklist, answers, state.Plan.Release.Version, time.GetUtcNow(), step.Moment, state.NotBefore?.At ?? state.PlannedAt);
    }

    private async Task<Place> PlaceAsync(RolloutState state, CancellationToken cancellation)
    {
        var place = await places.FindAsync(state.Plan.Environment.App, state.Plan.Environment.Environment, cancellation);
        return place.Value ?? throw new PortUnavailableException($"the checklist cannot be read: {place.Refusal!.Message}");
    }
}
