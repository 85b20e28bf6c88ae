namespace Slipway.Core.Access;

/// <summary>A role that somebody has.</summary>
/// <param name="Why">For explanations: <c>bound to group release</c>.</param>
internal sealed record RoleGrant(AccessRole Role, string Why)
{
    public string Explain(AccessRule rule) => $"{rule} (role {Role.Name}, {Why})";
}
