using Slipway.Core.Gates.Approvals;
using Slipway.Core.Planning.Steps;
using Slipway.Core.Rollouts.Events;

namespace Slipway.Core.Rollouts;

/// <summary>What people say of a plan that wants approvals. Pure.</summary>
internal static class ApprovalCommands
{
    /// <summary>Characters of a comment or reason that are kept.</summary>
    private const int MaxTextLength = 1000;

    public static Answer Approve(RolloutState state, Command.Approve command)
    {
        if (Find(state, command.Step) is not { } index)
            return Answer.Refuse($"{state.Id} has no approval left to give; `slipway approvals {state.Id}` lists what was asked for");
        var step = (ApproveStep)state.Steps[index].Step;
        if (Mine(step, command.Roles) is not { Count: > 0 } roles)
            return Answer.Deny(NotOfThem(state, step, command.By, command.Roles));
        if (!step.Requester && command.By == state.StartedBy)
            return Answer.Deny($"{command.By} asked for {state.Id}: somebody else has to approve it");
        if (command.Plan is { } read && read != state.Digest)
            return Answer.Refuse($"the plan of {state.Id} is {state.Digest.Short}, and you approve {read.Short}: read this one with `slipway approvals {state.Id}`, then approve it");
        return Answer.Accept(new ApprovalGiven(new Approval(index, state.Digest, command.By, roles, Bounded(command.Comment), command.At, command.At + step.Valid)));
    }

    public static Answer Withdraw(RolloutState state, Command.Withdraw command) =>
        state.Approvals.FirstOrDefault(a => a.By == command.By && IsOpen(state, a.Step)) is { } given
            ? Answer.Accept(new ApprovalWithdrawn(given.Step, command.By))
            : Answer.Refuse($"{command.By} has no approval of {state.Id} that could be withdrawn: what was used stays used");

    public static Answer Reject(RolloutState state, Command.Reject command)
    {
        if (string.IsNullOrWhiteSpace(command.Reason))
            return Answer.Refuse("a rejection needs a reason: give it with `--reason TEXT`");
        if (Find(state, null) is not { } index)
            return Answer.Refuse($"{state.Id} asks for no approval any more; `slipway abort` stops it");
        var step = (ApproveStep)state.Steps[index].Step;
        return Mine(step, command.Roles).Count > 0
            ? Answer.Accept(new ApprovalRejected(command.By, Bounded(command.Reason)!))
            : Answer.Deny(NotOfThem(state, step, command.By, command.Roles));
    }

    /// <summary>The approve step that is meant; null when it is through or there is none.</summary>
    private static int? Find(RolloutState state, int? step)
    {
        for (var index = state.Index; index < state.Steps.Count; index++)
        {
            if (IsOpen(state, index) && (step is null || step == index))
                return index;
        }

        return null;
    }

    private static bool IsOpen(RolloutState state, int index) =>
        index >= state.Index && state.Steps[index] is { Step: ApproveStep, Status: StepStatus.Pending or StepStatus.Running };

    private static List<string> Mine(ApproveStep step, IReadOnlyCollection<string> roles) => [.. step.Needs.Select(n => n.Role).Where(roles.Contains)];

    private static string NotOfThem(RolloutState state, ApproveStep step, string by, IReadOnlyCollection<string> roles) =>
        $"{state.Id} asks {string.Join(" and ", step.Needs)}; {by} has {(roles.Count == 0 ? "no role there" : $"the roles {string.Join(", ", roles.Order(StringComparer.Ordinal))}")}";

    private static string? Bounded(string? text) => text is { Length: > MaxTextLength } ? text[..MaxTextLength] + "…" : text;
}
