using Slipway.Core.Access.Tokens;

namespace Slipway.Core.Engine.Tokens;

/// <summary>A new token, for its one showing.</summary>
public sealed record IssuedToken(Token Token, TokenText Text);
