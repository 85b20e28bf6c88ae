namespace Slipway.Contracts.Views;

/// <summary>All that somebody may do and may not do somewhere.</summary>
/// <param name="Roles">Those that count there: approvals ask for them.</param>
/// <param name="Decisions">By action.</param>
public sealed record AccessExplanationView(string Person, string On, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, AccessDecisionView> Decisions);
