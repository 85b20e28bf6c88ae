namespace Slipway.Core.Access;

/// <summary>Who asks, proven by a credential.</summary>
public sealed record Principal
{
    public const int MaxNameLength = 100;

    /// <summary>
    /// The person. An identity source gives the name that its own records have, never as it was typed: two spellings would be two
    /// people, each of whom could approve what the other asked for. After <see cref="AccessPolicy.Canonical"/> it is the one name
    /// for all aliases, and approvals count people by it.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Groups as the identity source names them; empty where it knows none.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What the person came by, for the record and never a secret: <c>token ci-7f3a</c>, <c>oidc</c>, <c>ldap</c>, <c>local</c>.</summary>
    public required string Credential { get; init; }

    /// <summary>Roles that the credential itself gives, beside those that the policy binds; almost always none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Allow rules that narrow what the person may do by this credential; null: they do not.</summary>
    public IReadOnlyList<AccessRule>? Scope { get; init; }

    /// <summary>Whether a name may be that of a person, role or group: of 1 to 100 characters, none of them a control character.</summary>
    public static bool IsName(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MaxNameLength && text.Trim() == text && !text.Any(char.IsControl);
}
