namespace Slipway.Integrations.Identity.Ldap;

/// <summary>How far a search goes (RFC 4511, section 4.5.1.2); the numbers are the protocol's.</summary>
internal enum LdapScope
{
    /// <summary>The entry itself.</summary>
    Base = 0,

    /// <summary>The entry and all below it.</summary>
    Subtree = 2,
}
