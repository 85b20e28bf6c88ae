namespace Slipway.Core.Access;

/// <summary>All that a policy gives to one principal.</summary>
public sealed class Rights
{
    private readonly Principal _principal;
    private readonly IReadOnlyList<RoleGrant> _grants;
    private readonly AccessDefault _default;

    internal Rights(Principal principal, IReadOnlyList<RoleGrant> grants, AccessDefault everybody) =>
        (_principal, _grants, _default) = (principal, grants, everybody);

    /// <param name="on">A place as <c>app/environment</c>, or <see cref="AccessPolicy.Server"/>.</param>
    public AccessDecision Decide(string action, string on)
    {
        if (Find(AccessEffect.Deny, action, on) is { } deny)
            return new AccessDecision(false, deny);
        if (Find(AccessEffect.Allow, action, on) is not { } allow)
            return new AccessDecision(false, $"default: {_default.ToString().ToLowerInvariant()} (no rule allows it)");
        return _principal.Scope is { } scope && !scope.Any(r => r.Effect == AccessEffect.Allow && r.Matches(action, on))
            ? new AccessDecision(false, $"the scope of {_principal.Credential}: {(scope.Count == 0 ? "nothing" : string.Join(", ", scope))}")
            : new AccessDecision(true, allow);
    }

    /// <summary>Names of all roles, wherever they count, in order.</summary>
    public IReadOnlyList<string> Roles => [.. _grants.Select(g => g.Role.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Names of the roles that count at a place, in order.</summary>
    public IReadOnlyList<string> RolesOn(string on) =>
        [.. _grants.Where(g => g.Role.IsHadOn(on)).Select(g => g.Role.Name).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Of several rules that say the same, the explanation names the first in the order of the text: so it does not depend on the file's.</summary>
    private string? Find(AccessEffect effect, string action, string on)
    {
        string? first = null;
        foreach (var grant in _grants)
        {
            foreach (var rule in grant.Role.Rules)
            {
                if (rule.Effect == effect && rule.Matches(action, on) && grant.Explain(rule) is var text
                    && (first is null || string.CompareOrdinal(text, first) < 0))
                {
                    first = text;
                }
            }
        }

        return first;
    }
}
