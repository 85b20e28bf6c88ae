using System.Text.Json.Serialization;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.BurnRate;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Planning;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>All that is known of a rollout: the fold of its events. Immutable.</summary>
public sealed record RolloutState
{
    public required string Id { get; init; }

    /// <summary>Events folded so far.</summary>
    public int Version { get; init; }

    public required Plan Plan { get; init; }

    public required Digest Digest { get; init; }

    public required RolloutPhase Phase { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    public DateTimeOffset? PromotedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Reason { get; init; }

    /// <summary>The rollout whose end it waits for.</summary>
    public string? After { get; init; }

    /// <summary>Forward steps; once it is rolled back, the steps of that as well.</summary>
    public required IReadOnlyList<StepRecord> Steps { get; init; }

    /// <summary>The current step; the number of steps when all are through.</summary>
    public int Index { get; init; }

    /// <summary>When the current step began, moved on by the time it was paused.</summary>
    public DateTimeOffset StepStartedAt { get; init; }

    public EffectRun? Effect { get; init; }

    /// <summary>True once the verdict that ends the current observation was taken.</summary>
    public bool VerdictTaken { get; init; }

    /// <summary>What the judges said last; null before the first look.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>How the environment's error budget was seen last; null before the first look.</summary>
    public BudgetReading? Budget { get; init; }

    /// <summary>When that was; null from the beginning of each step until the next look.</summary>
    public DateTimeOffset? BudgetAt { get; init; }

    /// <summary>True once a person said that the rollout goes on whatever the budget says.</summary>
    public bool OverridesBudget { get; init; }

    /// <summary>True where a person stands by.</summary>
    public bool IsManual { get; init; }

    /// <summary>Null: nothing keeps it from starting.</summary>
    public StartTime? NotBefore { get; init; }

    /// <summary>Null: it is a normal one.</summary>
    public Emergency? Emergency { get; init; }

    /// <summary>The freezes over the environment, planned ones included, as they were seen last.</summary>
    public IReadOnlyList<Freeze> Freezes { get; init; } = [];

    public IReadOnlyList<GateOverride> Overrides { get; init; } = [];

    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>How the checklist of the current step was seen last; null before the first look.</summary>
    public ChecklistSeen? Checklist { get; init; }

    /// <summary>What held the current step up when that was noted; null while nothing does.</summary>
    public IReadOnlyList<Blocker>? Held { get; init; }

    public TrafficSplit Observed { get; init; }

    /// <summary>Since when that split has been in force; null while that is not known: before the router was first read, and from an order to it until the next read.</summary>
    public DateTimeOffset? ObservedAt { get; init; }

    /// <summary>What the router was told last; null before.</summary>
    public TrafficSplit? WantedSplit { get; init; }

    public PerSlot<WorkloadSeen> Workloads { get; init; } = new(WorkloadSeen.Nothing, WorkloadSeen.Nothing);

    /// <summary>When the candidate was first seen with traffic; null while it never was.</summary>
    public DateTimeOffset? ExposedAt { get; init; }

    /// <summary>True once the target was told to run instances of the candidate.</summary>
    public bool Provisioned { get; init; }

    /// <summary>True once a person skipped all further observation.</summary>
    public bool Full { get; init; }

    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Why whoever paused it did so; null where nobody said, and unless <see cref="RolloutPhase.Paused"/>.</summary>
    public string? PausedFor { get; init; }

    /// <summary>What a person is asked; null unless <see cref="RolloutPhase.Waiting"/>.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>Why it has to be taken back, from an event that is no verdict; the machine acts on it next.</summary>
    public Cause? Trouble { get; init; }

    /// <summary>Why it is being taken back or was.</summary>
    public Cause? Cause { get; init; }

    /// <summary>One sentence at the end.</summary>
    public string? Summary { get; init; }

    [JsonIgnore]
    public Step? CurrentStep => Index < Steps.Count ? Steps[Index].Step : null;

    /// <summary>True from the promotion on, rollbacks apart.</summary>
    [JsonIgnore]
    public bool IsPromoted => PromotedAt is not null;

    /// <summary>True while it is promoted and has not ended: a newer rollout may take its place.</summary>
    [JsonIgnore]
    public bool KeepsWarm => Phase is RolloutPhase.Promoted;

    [JsonIgnore]
    public bool IsRollingBack => Phase is RolloutPhase.RollingBack;

    /// <summary>True while an engine has something to do for it.</summary>
    [JsonIgnore]
    public bool IsLive => IsLiveIn(Phase);

    /// <summary>Whether a rollout in that phase is live.</summary>
    public static bool IsLiveIn(RolloutPhase phase) => phase is RolloutPhase.Planned or RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Waiting
        or RolloutPhase.Promoted or RolloutPhase.RollingBack;

    /// <summary>Whether it may pass approvals and windows now.</summary>
    public bool IsEmergency(DateTimeOffset now) => Emergency is { } emergency && now < emergency.Until;

    [JsonIgnore]
    public WorkloadSeen Candidate => Workloads[Plan.Slot];
}
