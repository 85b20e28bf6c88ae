namespace Slipway.Core.Access.Identity;

/// <summary>A piece of a value.</summary>
/// <param name="Literal">Octets; empty for a place.</param>
/// <param name="Place">The name of a place, such as <c>user</c>; null for a literal.</param>
public sealed record LdapValuePart(IReadOnlyList<byte> Literal, string? Place);
