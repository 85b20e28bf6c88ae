using Slipway.Core.Access;

namespace Slipway.Core.Engine.Tokens;

/// <summary>A token that somebody wants to hand out.</summary>
/// <param name="Person">Whose it will be.</param>
/// <param name="Roles">Names of roles that it gives beside those of the access file.</param>
/// <param name="Scope">Allow rules that narrow it; null: none.</param>
/// <param name="Life">More than nothing, at most <see cref="Access.Tokens.Token.LongestLife"/>.</param>
public sealed record TokenOrder(string Person, string? Purpose, IReadOnlyList<string> Roles, IReadOnlyList<AccessRule>? Scope, TimeSpan Life);
