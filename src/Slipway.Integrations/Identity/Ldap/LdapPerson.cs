namespace Slipway.Integrations.Identity.Ldap;

/// <summary>Somebody whose password was right, as the directory spells the names.</summary>
internal sealed record LdapPerson(string Name, IReadOnlyList<string> Groups);
