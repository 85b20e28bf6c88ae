namespace Slipway.Contracts.Views;

/// <summary>A new token, the only time that it is shown.</summary>
/// <param name="Secret">The whole token, as requests carry it.</param>
public sealed record IssuedTokenView(TokenView Token, string Secret);
