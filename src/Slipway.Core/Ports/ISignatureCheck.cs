using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Verifies signatures of Ed25519 (RFC 8032) by the public key alone.</summary>
public interface ISignatureCheck
{
    /// <returns>False also for what is no signature at all.</returns>
    bool Holds(PublicKey key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
