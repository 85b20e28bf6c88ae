namespace Slipway.Core.Access.Tokens;

/// <summary>A token is good for nothing any more.</summary>
public sealed record TokenRevoked(string Id, string? Reason) : TokenEvent;
