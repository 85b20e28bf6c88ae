using Slipway.Contracts.Views;
using Slipway.Core.Environments;
using Slipway.Core.Gates;
using Slipway.Core.Gates.Approvals;
using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;
using StepStatus = Slipway.Core.Rollouts.StepStatus;

namespace Slipway.Server.Api.Views;

/// <summary>Gates, approvals, freezes and holds as the API tells them. Pure.</summary>
internal static class GateViews
{
    public static BlockerView Of(Blocker blocker) => new(Sentences.Gate(blocker.Gate), blocker.Sentence, blocker.Who, blocker.Earliest);

    public static FreezeView Of(Freeze freeze, DateTimeOffset now) => new()
    {
        Id = freeze.Id,
        Scope = freeze.Scope,
        Reason = freeze.Reason,
        By = freeze.By,
        From = freeze.From,
        Until = freeze.Until,
        Active = freeze.IsActive(now),
    };

    public static StopView Of(Stop stop) => new()
    {
        Id = stop.Id,
        Scope = stop.Scope,
        Reason = stop.Reason,
        By = stop.By,
        At = stop.At,
        Freeze = stop.Freeze,
        Phase = (Contracts.Views.StopPhase)stop.Phase,
        Done = stop.Done,
        Trouble = stop.Trouble,
    };

    public static IReadOnlyList<HoldView> Holds(EnvironmentKey key, EnvironmentState environment) => [.. environment.Holds.Select(hold => new HoldView
    {
        App = key.App,
        Environment = key.Environment,
        Version = hold.Version.ToString(),
        Reason = hold.Reason,
        Rollout = hold.Rollout,
    })];

    public static ApprovalsView Approvals(RolloutState state, DateTimeOffset now) => new()
    {
        Rollout = state.Id,
        App = state.Plan.Environment.App,
        Environment = state.Plan.Environment.Environment,
        Version = state.Plan.Release.Version.ToString(),
        FromVersion = state.Plan.From?.Version.ToString(),
        StartedBy = state.StartedBy,
        Reason = state.Reason,
        PlanDigest = state.Digest.ToString(),
        Plan = [.. state.Plan.Steps.Select((step, index) => new PlanStepView(index, step.Kind, Sentences.Of(step, state.Plan)))],
        Steps = [.. state.Steps.Select((record, index) => (record, index)).Where(s => s.record.Step is ApproveStep).Select(s => Of(state, s.record, s.index, now))],
    };

    private static ApprovalStepView Of(RolloutState state, StepRecord record, int index, DateTimeOffset now)
    {
        var step = (ApproveStep)record.Step;
        // What was used stays used, whatever its expiry.
        var at = record.EndedAt ?? now;
        var counting = Quorum.Counting(state.Approvals, index, step, state.Digest, state.StartedBy, at);
        return new ApprovalStepView
        {
            Step = index,
            Status = StepViews.Status(record.Status),
            Needs = Counts(step.Needs),
            Missing = record.Status is StepStatus.Done or StepStatus.Skipped ? [] : Counts(Quorum.Missing(step.Needs, counting)),
            Given = [.. state.Approvals.Where(a => a.Step == index).Select(a => new ApprovalView(a.By, a.Roles, a.Comment, a.At, a.Until, counting.Contains(a)))],
        };
    }

    private static IReadOnlyList<RoleCountView> Counts(IReadOnlyList<ApprovalNeed> needs) => [.. needs.Select(n => new RoleCountView(n.Role, n.Count))];
}
