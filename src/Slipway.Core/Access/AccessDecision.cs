namespace Slipway.Core.Access;

/// <summary>Whether something is allowed, and what says so.</summary>
/// <param name="By">The rule with its role and binding, the scope of a credential, or the default.</param>
public sealed record AccessDecision(bool IsAllowed, string By);
