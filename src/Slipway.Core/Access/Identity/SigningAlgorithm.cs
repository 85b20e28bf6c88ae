namespace Slipway.Core.Access.Identity;

/// <summary>
/// Signatures of tokens by their names in RFC 7518, section 3.1. Only those that are made with a private key: <c>none</c> and the
/// HMACs are not here, so that no setting and no token can ask for them.
/// </summary>
public enum SigningAlgorithm
{
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    ES512,
}
