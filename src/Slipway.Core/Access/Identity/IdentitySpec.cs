namespace Slipway.Core.Access.Identity;

/// <summary>Who else, beside Slipway's own tokens, may say who somebody is.</summary>
public sealed record IdentitySpec
{
    /// <summary>Each issuer once.</summary>
    public IReadOnlyList<OidcSpec> Oidc { get; init; } = [];

    /// <summary>Null: no directory is asked.</summary>
    public LdapSpec? Ldap { get; init; }
}
