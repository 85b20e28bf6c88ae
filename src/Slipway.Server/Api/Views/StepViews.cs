using Slipway.Contracts.Views;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using StepStatus = Slipway.Contracts.Views.StepStatus;

namespace Slipway.Server.Api.Views;

/// <summary>The steps of a rollout. Pure.</summary>
internal static class StepViews
{
    private const int ProgressDecimals = 2;

    /// <param name="wait">What the machine waits for now; null when it does not.</param>
    public static IReadOnlyList<StepView> Of(RolloutState state, Decision.Wait? wait, DateTimeOffset now) =>
        [.. state.Steps.Select((record, index) => Of(state, record, index, wait, now))];

    private static StepView Of(RolloutState state, StepRecord record, int index, Decision.Wait? wait, DateTimeOffset now)
    {
        var current = state.IsLive && index == state.Index && record.Status == Core.Rollouts.StepStatus.Running;
        var held = current && state.Phase is Core.Rollouts.RolloutPhase.Paused or Core.Rollouts.RolloutPhase.Waiting;
        var at = state.PausedAt ?? now;
        return new StepView
        {
            Index = index,
            Kind = record.Step.Kind,
            Title = Sentences.Of(record.Step, state.Plan),
            Status = held && current ? StepStatus.Waiting : Status(record.Status),
            StartedAt = current ? state.StepStartedAt : record.StartedAt,
            EndedAt = record.EndedAt,
            Deadline = current && !held ? Deadline(state, record.Step, wait, now) : null,
            Progress = current ? Progress(state, record.Step, at) : null,
            Detail = record.Detail ?? (current ? Detail(state, record.Step, wait, now) : null),
        };
    }

    public static StepStatus Status(Core.Rollouts.StepStatus status) => status switch
    {
        Core.Rollouts.StepStatus.Pending => StepStatus.Pending,
        Core.Rollouts.StepStatus.Running => StepStatus.Running,
        Core.Rollouts.StepStatus.Done => StepStatus.Done,
        Core.Rollouts.StepStatus.Failed => StepStatus.Failed,
        _ => StepStatus.Skipped,
    };

    private static DateTimeOffset? Deadline(RolloutState state, Step step, Decision.Wait? decided, DateTimeOffset now) => step switch
    {
        ObserveStep observe => state.StepStartedAt + observe.For > now ? state.StepStartedAt + observe.For : state.StepStartedAt + observe.For + observe.Extend,
        WaitStep pause => state.StepStartedAt + pause.For,
        ProvisionStep provision => state.StepStartedAt + provision.Within,
        RetireStep { KeepWarm: var warm } when warm > TimeSpan.Zero && state.PromotedAt is { } promoted && promoted + warm > now => promoted + warm,

        // A gate may hold it for as long as it takes: its time begins after that.
        ShiftStep when decided is { Until: null } => null,
        ShiftStep => state.StepStartedAt + Limits.ShiftWithin,
        _ => null,
    };

    private static double? Progress(RolloutState state, Step step, DateTimeOffset now) => step switch
    {
        ObserveStep observe => Part(now - state.StepStartedAt, observe.For),
        WaitStep wait => Part(now - state.StepStartedAt, wait.For),
        ProvisionStep provision => Math.Min(1, state.Workloads[provision.Slot].Ready / (double)provision.Replicas),
        RetireStep { KeepWarm: var warm } when warm > TimeSpan.Zero && state.PromotedAt is { } promoted => Part(now - promoted, warm),
        _ => null,
    };

    private static double Part(TimeSpan spent, TimeSpan whole) =>
        whole <= TimeSpan.Zero ? 1 : Math.Round(Math.Clamp(spent / whole, 0, 1), ProgressDecimals);

    // That an observation has to last is what its bar says already.
    private static string? Detail(RolloutState state, Step step, Decision.Wait? wait, DateTimeOffset now) =>
        state.WaitingFor ?? (step is ObserveStep observe && now < state.StepStartedAt + observe.For || step is WaitStep ? null : wait?.For);
}
