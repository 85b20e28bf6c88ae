namespace Slipway.Core.Access.Identity;

/// <summary>How an attribute is compared with a value.</summary>
public enum LdapComparison
{
    Equal,
    AtLeast,
    AtMost,
    Approximately,
}
