using System.Text.Json.Serialization;
using Slipway.Core.Gates.Approvals;

namespace Slipway.Core.Planning.Steps;

/// <summary>People of named roles approve the plan. They may do so from the beginning of the rollout on.</summary>
/// <param name="Needs">At least one, each role once.</param>
/// <param name="Within">Not approved by then, counted from the beginning of the step: the rollout ends.</param>
/// <param name="Valid">An approval that was not used by then, counted from when it was given, counts no more.</param>
/// <param name="Requester">Whether who asked for the rollout may approve it.</param>
public sealed record ApproveStep(IReadOnlyList<ApprovalNeed> Needs, TimeSpan Within, TimeSpan Valid, bool Requester) : Step
{
    [JsonIgnore]
    public override string Kind => "approve";

    public bool Equals(ApproveStep? other) =>
        other is not null && Needs.SequenceEqual(other.Needs) && Within == other.Within && Valid == other.Valid && Requester == other.Requester;

    public override int GetHashCode() => HashCode.Combine(Needs.Count, Within, Valid, Requester);
}
