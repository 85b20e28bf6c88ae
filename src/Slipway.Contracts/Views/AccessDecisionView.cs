namespace Slipway.Contracts.Views;

/// <summary>Whether somebody may do something somewhere.</summary>
/// <param name="By">What says so: a rule with its role and binding, the scope of a token, or the default.</param>
public sealed record AccessDecisionView(bool Allowed, string By);
