using Slipway.Core.Gates;
using Slipway.Core.Values;

namespace Slipway.Core.Rollouts;

/// <summary>What a person or an alert asks of a rollout.</summary>
public abstract record Command
{
    private Command()
    {
    }

    public sealed record Pause(string? Reason) : Command;

    public sealed record Resume : Command;

    /// <param name="Full">Skip all further observation too.</param>
    public sealed record Promote(bool Full, string? Reason) : Command;

    /// <summary>Go on although the error budget burns. Needs a reason.</summary>
    public sealed record OverrideBudget(string? Reason) : Command;

    /// <param name="By">The person, by their one name.</param>
    /// <param name="Roles">All roles that the person has there.</param>
    /// <param name="Plan">The plan that the person read; null: the one that the rollout has.</param>
    /// <param name="Step">The approve step that it is for, from 0; null: the next one.</param>
    public sealed record Approve(string By, IReadOnlyCollection<string> Roles, Digest? Plan, int? Step, string? Comment, DateTimeOffset At) : Command;

    /// <summary>Takes back all approvals of a person that were not used yet.</summary>
    public sealed record Withdraw(string By) : Command;

    /// <summary>Ends the rollout; by whoever might have approved it.</summary>
    public sealed record Reject(string By, IReadOnlyCollection<string> Roles, string? Reason) : Command;

    /// <summary>Passes a standing gate until an instant. Needs a reason.</summary>
    public sealed record Override(GateKind Gate, string By, string? Reason, DateTimeOffset Until) : Command;

    public sealed record Abort(string By, string? Reason) : Command;

    public sealed record Retry : Command;

    public sealed record Supersede(string By) : Command;

    public sealed record Alert(string Name, string Summary) : Command;

    /// <summary>Back to what was stable before, at once, while its side is still warm.</summary>
    public sealed record TakeBack(string By, string? Reason, CauseKind Cause = CauseKind.Person) : Command;

    /// <summary>A newer rollout needs the side that is kept warm.</summary>
    public sealed record EndKeepWarm(string By) : Command;
}
