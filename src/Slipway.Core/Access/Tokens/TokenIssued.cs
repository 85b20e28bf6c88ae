namespace Slipway.Core.Access.Tokens;

/// <summary>Somebody got a token. With it, the first token of a new store is void.</summary>
public sealed record TokenIssued(Token Token) : TokenEvent;
