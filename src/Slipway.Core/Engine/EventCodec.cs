using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Audit;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Git.Events;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Trains.Events;

namespace Slipway.Core.Engine;

/// <summary>Events to what is stored, and back. The names are for ever: they are in every store.</summary>
public static class EventCodec
{
    private static readonly FrozenDictionary<string, JsonTypeInfo> Types = new Dictionary<string, JsonTypeInfo>
    {
        ["rollout.planned"] = CoreJson.Default.RolloutPlanned,
        ["rollout.started"] = CoreJson.Default.RolloutStarted,
        ["rollout.paused"] = CoreJson.Default.RolloutPaused,
        ["rollout.resumed"] = CoreJson.Default.RolloutResumed,
        ["rollout.advanced"] = CoreJson.Default.RolloutAdvanced,
        ["rollout.waiting"] = CoreJson.Default.WaitingStarted,
        ["rollout.promoted"] = CoreJson.Default.RolloutPromoted,
        ["rollout.rolling-back"] = CoreJson.Default.RollbackStarted,
        ["rollout.keep-warm-ended"] = CoreJson.Default.KeepWarmEnded,
        ["rollout.ended"] = CoreJson.Default.RolloutEnded,
        ["effect.started"] = CoreJson.Default.EffectStarted,
        ["effect.ended"] = CoreJson.Default.EffectEnded,
        ["step.succeeded"] = CoreJson.Default.StepSucceeded,
        ["step.failed"] = CoreJson.Default.StepFailed,
        ["step.retried"] = CoreJson.Default.StepRetried,
        ["weights.observed"] = CoreJson.Default.WeightsObserved,
        ["workload.observed"] = CoreJson.Default.WorkloadObserved,
        ["verdict.changed"] = CoreJson.Default.VerdictChanged,
        ["budget.seen"] = CoreJson.Default.BudgetSeen,
        ["budget.overridden"] = CoreJson.Default.BudgetOverridden,
        ["step.held"] = CoreJson.Default.StepHeld,
        ["step.released"] = CoreJson.Default.StepReleased,
        ["approval.given"] = CoreJson.Default.ApprovalGiven,
        ["approval.withdrawn"] = CoreJson.Default.ApprovalWithdrawn,
        ["approval.rejected"] = CoreJson.Default.ApprovalRejected,
        ["gate.overridden"] = CoreJson.Default.GateOverridden,
        ["checklist.seen"] = CoreJson.Default.ChecklistSeen,
        ["freezes.seen"] = CoreJson.Default.FreezesSeen,
        ["freeze.set"] = CoreJson.Default.FreezeSet,
        ["freeze.lifted"] = CoreJson.Default.FreezeLifted,
        ["freeze.carried"] = CoreJson.Default.FreezesCarried,
        ["stop.begun"] = CoreJson.Default.StopBegun,
        ["stop.progressed"] = CoreJson.Default.StopProgressed,
        ["stop.lifted"] = CoreJson.Default.StopLifted,
        ["checklist.checked"] = CoreJson.Default.ItemChecked,
        ["checklist.signed"] = CoreJson.Default.ItemSigned,
        ["checklist.withdrawn"] = CoreJson.Default.ItemWithdrawn,
        ["token.issued"] = CoreJson.Default.TokenIssued,
        ["token.revoked"] = CoreJson.Default.TokenRevoked,
        ["token.carried"] = CoreJson.Default.TokensCarried,
        ["access.denied"] = CoreJson.Default.AccessDenied,
        ["alert.received"] = CoreJson.Default.AlertReceived,
        ["environment.opened"] = CoreJson.Default.RolloutOpened,
        ["environment.reopened"] = CoreJson.Default.RolloutReopened,
        ["environment.closed"] = CoreJson.Default.RolloutClosed,
        ["environment.occupied"] = CoreJson.Default.SlotOccupied,
        ["environment.emptied"] = CoreJson.Default.SlotEmptied,
        ["environment.split"] = CoreJson.Default.SplitObserved,
        ["environment.stable"] = CoreJson.Default.StableChanged,
        ["environment.held"] = CoreJson.Default.ReleaseHeld,
        ["environment.hold-lifted"] = CoreJson.Default.HoldLifted,
        ["environment.emergency"] = CoreJson.Default.EmergencyBegun,
        ["environment.reviewed"] = CoreJson.Default.EmergencyReviewed,
        ["environment.carried"] = CoreJson.Default.StateCarried,
        ["hook.received"] = CoreJson.Default.HookReceived,
        ["hook.refused"] = CoreJson.Default.HookRefused,
        ["environment.drift"] = CoreJson.Default.DriftSeen,
        ["environment.not-promoted"] = CoreJson.Default.NotPromoted,
        ["train.planned"] = CoreJson.Default.TrainPlanned,
        ["train.wave-begun"] = CoreJson.Default.WaveBegun,
        ["train.app"] = CoreJson.Default.AppChanged,
        ["train.app-held"] = CoreJson.Default.AppHeld,
        ["train.turned"] = CoreJson.Default.TrainTurned,
        ["train.ended"] = CoreJson.Default.TrainEnded,
        ["trains.opened"] = CoreJson.Default.TrainOpened,
        ["trains.closed"] = CoreJson.Default.TrainClosed,
        ["git.seen"] = CoreJson.Default.GitSeen,
        ["git.faulty"] = CoreJson.Default.GitFaulty,
        ["git.asked"] = CoreJson.Default.GitAsked,
        ["git.looked"] = CoreJson.Default.GitLooked,
        ["git.tried"] = CoreJson.Default.GitTried,
        ["git.met"] = CoreJson.Default.GitMet,
        ["git.obstructed"] = CoreJson.Default.GitObstructed,
        ["git.quarantined"] = CoreJson.Default.GitQuarantined,
        ["git.written-back"] = CoreJson.Default.GitWroteBack,
        ["git.carried"] = CoreJson.Default.GitCarried,
        ["store.pruned"] = CoreJson.Default.PrefixRemoved,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(t => t.Value.Type, t => t.Key);

    /// <summary>Whether after an event of this type somebody has to drive a rollout whom nobody may have driven before.</summary>
    public static bool MakesLive(string type) => type == Names[typeof(RolloutPlanned)] || type == Names[typeof(StepRetried)];

    public static string NameOf(RolloutEvent e) => Names[e.GetType()];

    public static EventData Encode(object e) => new(Names[e.GetType()], JsonSerializer.Serialize(e, Types[Names[e.GetType()]]));

    public static RolloutEvent DecodeRollout(StoredEvent stored) => (RolloutEvent)Decode(stored);

    public static EnvironmentEvent DecodeEnvironment(StoredEvent stored) => (EnvironmentEvent)Decode(stored);

    public static FreezeEvent DecodeFreeze(StoredEvent stored) => (FreezeEvent)Decode(stored);

    public static TrainEvent DecodeTrain(StoredEvent stored) => (TrainEvent)Decode(stored);

    public static TrainListEvent DecodeTrainList(StoredEvent stored) => (TrainListEvent)Decode(stored);

    public static GitEvent DecodeGit(StoredEvent stored) => (GitEvent)Decode(stored);

    public static ChecklistEvent DecodeChecklist(StoredEvent stored) => (ChecklistEvent)Decode(stored);

    public static TokenEvent DecodeToken(StoredEvent stored) => (TokenEvent)Decode(stored);

    public static AccessDenied DecodeDenial(StoredEvent stored) => (AccessDenied)Decode(stored);

    /// <summary>Null for an event of any other type.</summary>
    public static PrefixRemoved? FindRemoval(StoredEvent stored) => stored.Stream == PrefixRemoved.Stream ? Decode(stored) as PrefixRemoved : null;

    /// <summary>Null for an event of any other type.</summary>
    public static HookEvent? FindHookEvent(StoredEvent stored) => stored.Type.StartsWith("hook.", StringComparison.Ordinal) ? Decode(stored) as HookEvent : null;

    private static object Decode(StoredEvent stored) =>
        Types.TryGetValue(stored.Type, out var type)
            ? JsonSerializer.Deserialize(stored.Json, type) ?? throw new InvalidOperationException($"Event {stored.Position} is empty")
            : throw new InvalidOperationException($"Event {stored.Position} is of type {stored.Type}, which this version does not know: run the version that wrote it");
}
