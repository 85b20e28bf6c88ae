namespace Slipway.Integrations.Identity.Ldap;

/// <summary>A server of the directory does not do what was asked, for another reason than what somebody typed.</summary>
/// <param name="message">What failed and what to do; no secret.</param>
internal sealed class LdapFaultException(string message, Exception? inner = null) : Exception(message, inner);
