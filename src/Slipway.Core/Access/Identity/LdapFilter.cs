namespace Slipway.Core.Access.Identity;

/// <summary>
/// What entries a search finds (RFC 4511, section 4.5.1.7), as a tree. What is typed is put into values of the tree and never into
/// text, so that no character of it can mean anything.
/// </summary>
public abstract record LdapFilter
{
    private LdapFilter()
    {
    }

    public sealed record And(IReadOnlyList<LdapFilter> Parts) : LdapFilter;

    public sealed record Or(IReadOnlyList<LdapFilter> Parts) : LdapFilter;

    public sealed record Not(LdapFilter Part) : LdapFilter;

    public sealed record Present(string Attribute) : LdapFilter;

    public sealed record Compare(LdapComparison How, string Attribute, LdapValue Value) : LdapFilter;

    /// <param name="First">Null: any beginning.</param>
    /// <param name="Last">Null: any end.</param>
    public sealed record Substrings(string Attribute, LdapValue? First, IReadOnlyList<LdapValue> Middle, LdapValue? Last) : LdapFilter;

    /// <summary>By a rule that the directory knows, such as Active Directory's for groups in groups.</summary>
    public sealed record Extended(string? Attribute, bool OfDn, string? Rule, LdapValue Value) : LdapFilter;
}
