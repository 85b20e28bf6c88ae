using Slipway.Core.Values;

namespace Slipway.Core.Gates.Approvals;

/// <summary>A person stands for a plan.</summary>
/// <param name="Step">The approve step that it is for, from 0.</param>
/// <param name="Plan">Digest of the plan that the person approved. For any other plan it counts nothing.</param>
/// <param name="By">The person, by the one name that all their accounts and tokens have.</param>
/// <param name="Roles">Those of the person's roles that the step asks for.</param>
/// <param name="Until">It counts until then, unless it was used before.</param>
public sealed record Approval(int Step, Digest Plan, string By, IReadOnlyList<string> Roles, string? Comment, DateTimeOffset At, DateTimeOffset Until)
{
    public bool Equals(Approval? other) =>
        other is not null && Step == other.Step && Plan == other.Plan && By == other.By && Roles.SequenceEqual(other.Roles)
        && Comment == other.Comment && At == other.At && Until == other.Until;

    public override int GetHashCode() => HashCode.Combine(Step, Plan, By, At);
}
