namespace Slipway.Core.Gates.Approvals;

/// <summary>So many people of a role.</summary>
/// <param name="Count">At least 1.</param>
public sealed record ApprovalNeed(string Role, int Count)
{
    public override string ToString() => $"{Count} of {Role}";
}
