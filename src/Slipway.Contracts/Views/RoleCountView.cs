namespace Slipway.Contracts.Views;

/// <summary>So many people of a role.</summary>
public sealed record RoleCountView(string Role, int Count);
