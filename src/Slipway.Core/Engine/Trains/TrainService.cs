using Slipway.Core.Ports;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Trains;
using Slipway.Core.Trains.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Trains;

/// <summary>What people ask of release trains: checked, planned, recorded. The driver does the rest.</summary>
public sealed class TrainService(TrainLedger trains, RolloutService rollouts)
{
    /// <summary>Tries when the driver writes at the same time.</summary>
    private const int MaxConflicts = 20;

    /// <summary>Begins a train once each of its rollouts could begin; where one could not, nothing is begun.</summary>
    /// <param name="document">The file's text.</param>
    public async Task<Outcome<TrainState>> StartAsync(string document, string? reason, Actor actor, CancellationToken cancellation)
    {
        var (spec, errors) = TrainReader.Read(document);
        if (spec is null)
            return new Refusal(RefusalKind.Invalid, "The release is not valid", null, errors);
        var apps = new List<PlannedApp>();
        var refusals = new List<(TrainAppSpec App, Refusal Refusal)>();
        foreach (var (app, wave) in spec.Waves.SelectMany((apps, wave) => apps.Select(app => (app, wave))))
        {
            var check = await rollouts.CheckAsync(TrainRequests.Deploy(spec.Environment, app.App, app.Version, reason, actor), cancellation);
            if (check.IsAccepted)
                apps.Add(new PlannedApp(app.App, wave, app.Version, check.Value.Release.ArtifactDigest));
            else
                refusals.Add((app, check.Refusal));
        }

        if (refusals.Count > 0)
            return Together(refusals);
        var planned = new TrainPlanned(spec.Name, spec.Environment, apps, spec.OnFailure, spec.Soak, reason);
        return await trains.OpenAsync(planned, live => Crossing(planned, live), actor, cancellation);
    }

    /// <summary>Has all that the train brought taken back, whatever its file says of failures.</summary>
    public async Task<Outcome<TrainState>> AbortAsync(string id, string? reason, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Of(RefusalKind.Invalid, "an abort needs a reason, for the record: give it with `--reason TEXT`");
        for (var conflicts = 0; ; conflicts++)
        {
            if (await trains.LoadAsync(id, cancellation) is not { } state)
                return Refusal.Of(RefusalKind.NotFound, $"there is no release '{id}'; `slipway release list` lists them");
            if (!state.IsLive)
                return Refusal.Of(RefusalKind.Blocked, $"{id} has ended: {state.Summary}");
            if (state.Phase == TrainPhase.RollingBack)
                return state;
            try
            {
                return await trains.RecordAsync(state, new TrainTurned(TrainPhase.RollingBack, $"aborted by {actor}: {reason}"), actor, cancellation);
            }
            catch (StreamConflictException) when (conflicts < MaxConflicts)
            {
                // The driver was first: decide anew on what is there now.
            }
        }
    }

    private static Refusal Together(List<(TrainAppSpec App, Refusal Refusal)> refusals)
    {
        // What waiting cannot mend counts most.
        var kind = refusals.Select(r => r.Refusal.Kind).FirstOrDefault(k => k != RefusalKind.Blocked, RefusalKind.Blocked);
        var sentences = refusals.Select(r => $"{r.App.App} {r.App.Version}: {(r.Refusal.Errors.Count > 0 ? $"{r.Refusal.Message}: {r.Refusal.Errors[0]}" : r.Refusal.Message)}");
        return Refusal.Of(kind, $"nothing was begun: {string.Join("; ", sentences)}", refusals[0].Refusal.Rollout);
    }

    /// <summary>Two trains that bring the same app would take back each other's.</summary>
    private static Refusal? Crossing(TrainPlanned planned, IReadOnlyList<TrainState> live)
    {
        foreach (var other in live.Where(t => t.Environment == planned.Environment))
        {
            if (planned.Apps.FirstOrDefault(a => other.Apps.Any(o => o.App == a.App)) is { } app)
                return Refusal.Of(RefusalKind.Blocked, $"{other.Id} brings {app.App} to {other.Environment} and is under way; wait for its end, or `slipway release abort {other.Id} --reason TEXT`");
        }

        return null;
    }
}
