using Slipway.Core.Notices.Model;

namespace Slipway.Core.Access.Identity;

/// <summary>An account of Slipway's own in the directory.</summary>
public sealed record LdapAccount
{
    public required string Dn { get; init; }

    public required SecretSource Password { get; init; }
}
