using System.Text.Json;
using Slipway.Contracts.Views;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Git;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Trains;
using Slipway.Core.Values;

namespace Slipway.Server.Api.Views;

/// <summary>Stored events to views; remembers the plans that their sentences need. For one request.</summary>
internal sealed class EventTranslator(Ledger ledger)
{
    private readonly Dictionary<string, Plan?> _plans = [];

    /// <summary>Null when the filter does not match.</summary>
    public async Task<EventView?> TranslateAsync(StoredEvent stored, EventFilter filter, CancellationToken cancellation)
    {
        if (EventCodec.FindRemoval(stored) is { } removal)
            return filter.MatchesServer ? View(stored, null, $"events up to {removal.Position}, from before {removal.Before:u}, are removed") : null;
        if (EventCodec.FindHookEvent(stored) is { } hook)
            return filter.MatchesServer ? View(stored, null, Text(hook)) : null;
        if (Streams.IsChecklist(stored.Stream, out var checklist))
            return filter.Matches(checklist) ? View(stored, null, ChecklistViews.Sentence(EventCodec.DecodeChecklist(stored))) : null;
        // Over which environments a lifted freeze was its event does not say: freezes are everybody's.
        if (stored.Stream == Streams.Freezes)
            return View(stored, null, Text(EventCodec.DecodeFreeze(stored)));
        if (Streams.IsEnvironment(stored.Stream))
        {
            var fact = EventCodec.DecodeEnvironment(stored);
            return Streams.TryParse(stored.Stream, out var key) && filter.Matches(key)
                ? View(stored, RolloutOf(fact), Text(fact))
                : null;
        }

        if (Streams.IsTrain(stored.Stream))
            return filter.MatchesServer ? View(stored, null, $"release {Streams.TrainOf(stored.Stream)}: {TrainSentences.Of(EventCodec.DecodeTrain(stored))}") : null;
        if (Streams.IsGit(stored.Stream))
            return filter.MatchesServer ? View(stored, null, $"repository {Streams.GitOf(stored.Stream)}: {GitSentences.Of(EventCodec.DecodeGit(stored))}") : null;
        if (stored.Stream is Streams.Access or Streams.Denials)
            return filter.MatchesAccess ? View(stored, null, AccessSentences.Of(stored)) : null;
        if (!Streams.IsRollout(stored.Stream))
            return null;
        var plan = await PlanAsync(stored.Stream, cancellation);
        return plan is not null && filter.Matches(plan.Environment)
            ? View(stored, stored.Stream, Sentences.Of(EventCodec.DecodeRollout(stored), plan))
            : null;
    }

    private async Task<Plan?> PlanAsync(string stream, CancellationToken cancellation)
    {
        if (!_plans.TryGetValue(stream, out var plan))
        {
            var events = await ledger.Store.ReadStreamAsync(stream, 0, cancellation);
            _plans[stream] = plan = events.Count > 0 && EventCodec.DecodeRollout(events[0]) is RolloutPlanned planned ? planned.Plan : null;
        }

        return plan;
    }

    private static EventView View(StoredEvent stored, string? rollout, string text)
    {
        using var json = JsonDocument.Parse(stored.Json);
        return new EventView
        {
            Position = stored.Position,
            Stream = stored.Stream,
            Rollout = rollout,
            Type = stored.Type,
            At = stored.Time,
            Actor = stored.Actor,
            Origin = stored.Origin,
            Text = text,
            Data = json.RootElement.Clone(),
        };
    }

    private static string? RolloutOf(EnvironmentEvent fact) => fact switch
    {
        RolloutOpened opened => opened.Rollout,
        RolloutClosed closed => closed.Rollout,
        StableChanged changed => changed.Rollout,
        _ => null,
    };

    private static string Text(FreezeEvent e) => e switch
    {
        FreezeSet { Freeze: var freeze } => $"{freeze.Id} over {freeze.Scope} from {freeze.From:u}{(freeze.Until is { } until ? $" until {until:u}" : "")}: {freeze.Reason}",
        FreezeLifted lifted => $"{lifted.Id} is lifted{(lifted.Reason is null ? "" : $": {lifted.Reason}")}",
        StopBegun { Stop: var stop } => $"{stop.Id} over {stop.Scope}: {stop.Reason}",
        StopProgressed progressed => $"{progressed.Id}: {string.Join("; ", progressed.Done.Append(progressed.Trouble is { } trouble ? $"not yet: {trouble}" : progressed.IsComplete ? "complete" : "going on"))}",
        StopLifted lifted => $"{lifted.Id} is lifted{(lifted.Reason is null ? "" : $": {lifted.Reason}")}",
        _ => "the freezes were written down anew, so that older events may be removed",
    };

    private static string Text(HookEvent e) => e switch
    {
        HookReceived => "a signed request was received",
        HookRefused refused => $"a request{(refused.Address is null ? "" : $" from {refused.Address}")} was refused: {refused.Reason}"
            + (refused.Unrecorded == 0 ? "" : $"; {refused.Unrecorded} more before it"),
        _ => e.GetType().Name,
    };

    private static string Text(EnvironmentEvent fact) => fact switch
    {
        RolloutOpened opened => $"{opened.Rollout} may change the environment now",
        RolloutClosed closed => $"{closed.Rollout} is through with the environment",
        SlotOccupied occupied => $"{occupied.Release.Version} takes {occupied.Slot.Label()}",
        SlotEmptied emptied => $"nothing runs on {emptied.Slot.Label()} any more",
        SplitObserved observed => $"traffic observed: {observed.Split}",
        StableChanged changed => changed.TakenBack ? $"{changed.Slot.Label()} is stable again" : $"{changed.Slot.Label()} is stable now",
        RolloutReopened reopened => $"{reopened.Rollout} is tried again",
        ReleaseHeld held => $"{held.Hold.Version} is held: {held.Hold.Reason}",
        HoldLifted lifted => $"{lifted.Version} is not held any more: {lifted.Reason}",
        EmergencyBegun begun => $"{begun.Rollout} came in an emergency and has to be reviewed",
        EmergencyReviewed reviewed => $"{reviewed.Rollout} is reviewed: {reviewed.Note}",
        DriftSeen { Drifts.Count: 0 } => "everything is as it was rolled out again",
        DriftSeen seen => $"not as it was rolled out: {string.Join("; ", seen.Drifts)}{(seen.Heals ? "; it is put back" : "")}",
        NotPromoted said => $"the promotion by {said.Promotion.Rollout} does not come{(said.Final ? "" : " yet")}: {said.Why}",
        StateCarried => "what runs here was written down anew, so that older events may be removed",
        _ => fact.GetType().Name,
    };
}
