namespace Slipway.Integrations.Identity.Ldap;

/// <summary>An entry that a search found.</summary>
/// <param name="Dn">Its distinguished name.</param>
/// <param name="Attributes">Values as text, by the attribute's description in whatever case.</param>
internal sealed record LdapEntry(string Dn, IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes)
{
    /// <summary>None where the attribute is not there.</summary>
    /// <exception cref="LdapFaultException">The directory keeps some of them back: a group that is missing might be the one that a rule denies something.</exception>
    public IReadOnlyList<string> ValuesOf(string attribute)
    {
        if (Attributes.Keys.Any(k => k.StartsWith($"{attribute};range=", StringComparison.OrdinalIgnoreCase)))
            throw new LdapFaultException($"the directory tells only a part of '{attribute}' of an entry: let it tell all, or search groups by a filter");
        return Attributes.GetValueOrDefault(attribute) ?? [];
    }
}
