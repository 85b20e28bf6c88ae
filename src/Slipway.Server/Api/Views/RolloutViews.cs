using Slipway.Contracts.Views;
using Slipway.Core.Analysis;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using RolloutPhase = Slipway.Contracts.Views.RolloutPhase;

namespace Slipway.Server.Api.Views;

/// <summary>A rollout's state as the API tells it. Pure.</summary>
internal static class RolloutViews
{
    private const string Person = "a person";

    /// <param name="look">The newest evaluation.</param>
    public static RolloutView Of(RolloutState state, EnvironmentState environment, PerSlot<WorkloadStatus?> seen, Evaluation? look, DateTimeOffset now)
    {
        var wait = Machine.Next(state, now) as Decision.Wait;
        var row = Ledger.RowOf(state);
        return new RolloutView
        {
            Id = state.Id,
            App = row.App,
            Environment = row.Environment,
            Version = row.Version,
            FromVersion = row.FromVersion,
            Kind = Kind(row.Kind),
            Phase = Phase(row.Phase),
            Slot = state.Plan.Slot.Label(),
            PlanDigest = state.Digest.ToString(),
            StartedAt = row.StartedAt,
            EndedAt = row.EndedAt,
            StartedBy = row.By,
            Reason = state.Reason,
            Summary = Summary(state, row),
            Cause = state.Cause is { } cause ? new CauseView(cause.Sentence, [.. cause.Findings.Select(EvaluationViews.Of)]) : null,
            Steps = StepViews.Of(state, wait, now),
            Weights = WeightViews.Of(state),
            // The sides go on to serve later rollouts: once this one has ended they tell nothing of it.
            Slots = state.IsLive ? SlotViews.Of(environment, state, seen) : [],
            Verdict = look is { } evaluation ? EvaluationViews.Of(evaluation) : null,
            Blockers = [.. Blockers.Of(state, now).Select(GateViews.Of)],
            Emergency = state.Emergency?.Reason,
            WaitingFor = state.IsLive && wait is not null ? Waiting(state, wait, Blockers.Of(state, now)) : null,
        };
    }

    public static RolloutSummaryView Summary(RolloutRow row) => new()
    {
        Id = row.Id,
        App = row.App,
        Environment = row.Environment,
        Version = row.Version,
        FromVersion = row.FromVersion,
        Kind = Kind(row.Kind),
        Phase = Phase(row.Phase),
        StartedAt = row.StartedAt,
        EndedAt = row.EndedAt,
        StartedBy = row.By,
        Summary = row.Summary,
    };

    // What is left to do after a promotion is tidying up: it is not what came of the rollout.
    private static string Summary(RolloutState state, RolloutRow row) =>
        state is { IsLive: true, IsPromoted: true, IsRollingBack: false } ? $"{row.Version} is stable on {state.Plan.Slot.Label()}" : row.Summary;

    private static WaitingForView Waiting(RolloutState state, Decision.Wait wait, IReadOnlyList<Blocker> blockers)
    {
        var failed = state.Index < state.Steps.Count && state.Steps[state.Index].Status == Core.Rollouts.StepStatus.Failed;
        if (blockers is [{ } first, ..] && (state.Held is not null || state.CurrentStep is ApproveStep) && state.Phase != Core.Rollouts.RolloutPhase.Paused)
            return new WaitingForView(wait.For, first.Who, state.Held is null ? null : wait.Until);
        var asked = failed || state.Phase is Core.Rollouts.RolloutPhase.Paused or Core.Rollouts.RolloutPhase.Waiting;
        return new WaitingForView(wait.For, asked ? Person : null, asked ? null : wait.Until);
    }

    private static RolloutKind Kind(string word) => word switch
    {
        "deploy" => RolloutKind.Deploy,
        "rollback" => RolloutKind.Rollback,
        _ => RolloutKind.Switch,
    };

    private static RolloutPhase Phase(string word) => Enum.GetValues<RolloutPhase>().Single(p => p.Label() == word);
}
