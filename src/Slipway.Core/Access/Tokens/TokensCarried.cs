namespace Slipway.Core.Access.Tokens;

/// <summary>All tokens that may still be good, written down anew so that older events may be removed.</summary>
public sealed record TokensCarried(IReadOnlyList<Token> Tokens) : TokenEvent;
