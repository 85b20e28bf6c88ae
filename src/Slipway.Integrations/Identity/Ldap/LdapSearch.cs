using Slipway.Core.Access.Identity;

namespace Slipway.Integrations.Identity.Ldap;

/// <summary>What is searched.</summary>
internal sealed record LdapSearch
{
    /// <summary>A distinguished name.</summary>
    public required string Base { get; init; }

    public required LdapScope Scope { get; init; }

    public required LdapFilter Filter { get; init; }

    /// <summary>For the places in the filter.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>What is told of each entry.</summary>
    public required IReadOnlyList<string> Attributes { get; init; }

    /// <summary>With more entries the search fails.</summary>
    public required int MaxEntries { get; init; }
}
