using System.Text.Json.Serialization;
using Slipway.Core.Access;
using Slipway.Core.Access.Tokens;
using Slipway.Core.Analysis;
using Slipway.Core.Audit;
using Slipway.Core.Environments;
using Slipway.Core.Gates.Checklists;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Git.Events;
using Slipway.Core.Notices.Hooks;
using Slipway.Core.Planning;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Trains.Events;

namespace Slipway.Core;

/// <summary>How the core's records are written in the store and hashed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(TargetSpec))]
[JsonSerializable(typeof(ChecklistItem))]
[JsonSerializable(typeof(ItemChecked))]
[JsonSerializable(typeof(ItemSigned))]
[JsonSerializable(typeof(ItemWithdrawn))]
[JsonSerializable(typeof(EnvironmentSpec))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(AnalysisPolicy))]
[JsonSerializable(typeof(RolloutPlanned))]
[JsonSerializable(typeof(RolloutStarted))]
[JsonSerializable(typeof(EffectStarted))]
[JsonSerializable(typeof(EffectEnded))]
[JsonSerializable(typeof(StepSucceeded))]
[JsonSerializable(typeof(StepFailed))]
[JsonSerializable(typeof(WeightsObserved))]
[JsonSerializable(typeof(WorkloadObserved))]
[JsonSerializable(typeof(VerdictChanged))]
[JsonSerializable(typeof(BudgetSeen))]
[JsonSerializable(typeof(BudgetOverridden))]
[JsonSerializable(typeof(AlertReceived))]
[JsonSerializable(typeof(WaitingStarted))]
[JsonSerializable(typeof(RolloutPaused))]
[JsonSerializable(typeof(RolloutResumed))]
[JsonSerializable(typeof(RolloutAdvanced))]
[JsonSerializable(typeof(RollbackStarted))]
[JsonSerializable(typeof(RolloutPromoted))]
[JsonSerializable(typeof(StepRetried))]
[JsonSerializable(typeof(KeepWarmEnded))]
[JsonSerializable(typeof(RolloutEnded))]
[JsonSerializable(typeof(RolloutOpened))]
[JsonSerializable(typeof(RolloutReopened))]
[JsonSerializable(typeof(SlotOccupied))]
[JsonSerializable(typeof(SlotEmptied))]
[JsonSerializable(typeof(SplitObserved))]
[JsonSerializable(typeof(StableChanged))]
[JsonSerializable(typeof(RolloutClosed))]
[JsonSerializable(typeof(StateCarried))]
[JsonSerializable(typeof(StepHeld))]
[JsonSerializable(typeof(StepReleased))]
[JsonSerializable(typeof(ApprovalGiven))]
[JsonSerializable(typeof(ApprovalWithdrawn))]
[JsonSerializable(typeof(ApprovalRejected))]
[JsonSerializable(typeof(GateOverridden))]
[JsonSerializable(typeof(FreezesSeen))]
[JsonSerializable(typeof(ChecklistSeen))]
[JsonSerializable(typeof(FreezeSet))]
[JsonSerializable(typeof(FreezeLifted))]
[JsonSerializable(typeof(FreezesCarried))]
[JsonSerializable(typeof(StopBegun))]
[JsonSerializable(typeof(StopProgressed))]
[JsonSerializable(typeof(StopLifted))]
[JsonSerializable(typeof(ReleaseHeld))]
[JsonSerializable(typeof(HoldLifted))]
[JsonSerializable(typeof(EmergencyBegun))]
[JsonSerializable(typeof(EmergencyReviewed))]
[JsonSerializable(typeof(NotPromoted))]
[JsonSerializable(typeof(DriftSeen))]
[JsonSerializable(typeof(TrainPlanned))]
[JsonSerializable(typeof(WaveBegun))]
[JsonSerializable(typeof(AppChanged))]
[JsonSerializable(typeof(AppHeld))]
[JsonSerializable(typeof(TrainTurned))]
[JsonSerializable(typeof(TrainEnded))]
[JsonSerializable(typeof(TrainOpened))]
[JsonSerializable(typeof(TrainClosed))]
[JsonSerializable(typeof(GitSeen))]
[JsonSerializable(typeof(GitFaulty))]
[JsonSerializable(typeof(GitAsked))]
[JsonSerializable(typeof(GitLooked))]
[JsonSerializable(typeof(GitTried))]
[JsonSerializable(typeof(GitMet))]
[JsonSerializable(typeof(GitObstructed))]
[JsonSerializable(typeof(GitQuarantined))]
[JsonSerializable(typeof(GitWroteBack))]
[JsonSerializable(typeof(GitCarried))]
[JsonSerializable(typeof(TokenIssued))]
[JsonSerializable(typeof(TokenRevoked))]
[JsonSerializable(typeof(TokensCarried))]
[JsonSerializable(typeof(AccessDenied))]
[JsonSerializable(typeof(HookReceived))]
[JsonSerializable(typeof(HookRefused))]
[JsonSerializable(typeof(PrefixRemoved))]
[JsonSerializable(typeof(RolloutState))]
[JsonSerializable(typeof(EnvironmentState))]
internal sealed partial class CoreJson : JsonSerializerContext;
