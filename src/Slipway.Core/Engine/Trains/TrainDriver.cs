using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Trains;

/// <summary>Carries out what <see cref="TrainMachine"/> decides. May be broken off between any two actions and gone on with by anybody.</summary>
public sealed class TrainDriver(TrainLedger trains, Ledger ledger, RolloutService rollouts)
{
    /// <summary>Decisions of one drive: more than any train has at once.</summary>
    private const int MaxTurns = 10_000;

    /// <summary>Does all that there is to do for a train now.</summary>
    /// <returns>When there may be more without a rollout changing; null: not before one does.</returns>
    public async Task<DateTimeOffset?> DriveAsync(string id, CancellationToken cancellation)
    {
        for (var (turn, seen) = (0, false); turn < MaxTurns; turn++)
        {
            if (await trains.LoadAsync(id, cancellation) is not { IsLive: true } state)
                return null;
            try
            {
                if (!seen)
                {
                    await LookAsync(state, cancellation);
                    seen = true;
                    continue;
                }

                switch (TrainMachine.Next(state, trains.Now))
                {
                    case TrainDecision.Record record:
                        await RecordAsync(state, record.Event, cancellation);
                        break;
                    case TrainDecision.Open open:
                        await OpenAsync(state, open.App, cancellation);
                        break;
                    case TrainDecision.TakeBack back:
                        await TakeBackAsync(state, back.App, cancellation);
                        break;
                    case TrainDecision.Wait wait:
                        return wait.Until;
                    default:
                        return null;
                }
            }
            catch (StreamConflictException)
            {
                // A person, or another server, was first: decide anew on what is there now.
                seen = false;
            }
        }

        throw new InvalidOperationException($"{id} turns without waiting");
    }

    /// <summary>Records what became of the rollouts since they were looked at last.</summary>
    private async Task LookAsync(TrainState state, CancellationToken cancellation)
    {
        foreach (var app in state.Apps)
        {
            if (await SeeAsync(state, app, cancellation) is { } change)
                state = await RecordAsync(state, change, cancellation);
        }
    }

    private async Task<AppChanged?> SeeAsync(TrainState state, TrainApp app, CancellationToken cancellation)
    {
        if (app.Phase == TrainAppPhase.TakingBack)
            return TrainNotice.OfTakenBack(app, await RolloutAsync(app.WayBack!, cancellation));
        if (!app.IsBrought)
            return null;
        var rollout = await RolloutAsync(app.Rollout!, cancellation);
        var newest = rollout.IsLive ? null : (await ledger.LoadEnvironmentAsync(new EnvironmentKey(app.App, state.Environment), cancellation)).Newest;
        return TrainNotice.OfBrought(app, rollout, newest is null || newest == rollout.Id ? null : await RolloutAsync(newest, cancellation));
    }

    private async Task OpenAsync(TrainState state, TrainApp app, CancellationToken cancellation)
    {
        var request = TrainRequests.Open(state, app);
        var check = await rollouts.CheckAsync(request, cancellation);
        if (check.Value is { } plan)
        {
            var release = plan.Release;
            if (release.ArtifactDigest != app.Artifact)
            {
                await RecordAsync(state, new AppChanged(app.App, TrainAppPhase.Refused, Detail: $"its files are others than when {state.Id} began"), cancellation);
                return;
            }

            if (release.Digest == plan.From?.Digest)
            {
                await RecordAsync(state, new AppChanged(app.App, TrainAppPhase.AlreadyThere), cancellation);
                return;
            }
        }

        // Accepted, it is recorded with the rollout's opening.
        var refusal = check.Refusal ?? (await rollouts.DeployAsync(request, cancellation)).Refusal;
        if (refusal is not null)
            await RecordAsync(state, MayPass(refusal) ? new AppHeld(app.App, Sentence(refusal)) : new AppChanged(app.App, TrainAppPhase.Refused, Detail: Sentence(refusal)), cancellation);
    }

    private async Task TakeBackAsync(TrainState state, TrainApp app, CancellationToken cancellation)
    {
        var outcome = await rollouts.TakeBackAsync(TrainRequests.TakeBack(state, app), cancellation);
        if (outcome.Value is { } wayBack)
        {
            // One that was opened for it is recorded already; a command to the rollout itself may be repeated.
            if (wayBack.Id == app.Rollout)
                await RecordAsync(state, new AppChanged(app.App, TrainAppPhase.TakingBack, wayBack.Id), cancellation);
            return;
        }

        var refusal = outcome.Refusal!;
        var environment = await ledger.LoadEnvironmentAsync(new EnvironmentKey(app.App, state.Environment), cancellation);
        TrainEvent said = environment.Newest != app.Rollout || refusal.Kind == RefusalKind.NoPreviousVersion
            ? new AppChanged(app.App, TrainAppPhase.Left, Detail: Sentence(refusal))
            : MayPass(refusal) ? new AppHeld(app.App, Sentence(refusal)) : new AppChanged(app.App, TrainAppPhase.Failed, Detail: Sentence(refusal));
        await RecordAsync(state, said, cancellation);
    }

    /// <summary>What stands in the way may go, and a spec that is not valid is being written.</summary>
    private static bool MayPass(Refusal refusal) => refusal.Kind == RefusalKind.Blocked || refusal.Errors.Count > 0;

    private static string Sentence(Refusal refusal) => refusal.Errors.Count > 0 ? $"{refusal.Message}: {refusal.Errors[0]}" : refusal.Message;

    private async Task<RolloutState> RolloutAsync(string id, CancellationToken cancellation) =>
        await ledger.LoadAsync(id, cancellation) ?? throw new InvalidOperationException($"{id} is not in the store");

    private Task<TrainState> RecordAsync(TrainState state, TrainEvent e, CancellationToken cancellation) =>
        trains.RecordAsync(state, e, Conductor.Actor, cancellation);
}
