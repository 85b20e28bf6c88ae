namespace Slipway.Core.Specs.Model;

/// <summary>What a kind of router can do. A spec that asks for more is refused when it is read.</summary>
/// <param name="Weights">How it divides requests.</param>
/// <param name="Header">Whether requests with a given header can go to the new version.</param>
/// <param name="Cookie">Whether requests with a given cookie can go to the new version.</param>
/// <param name="Mirror">Whether requests can also be sent to the new version, its answers thrown away.</param>
public sealed record RouterFeatures(Weighting Weights, bool Header = false, bool Cookie = false, bool Mirror = false);
