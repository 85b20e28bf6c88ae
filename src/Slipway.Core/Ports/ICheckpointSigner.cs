using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Signs what is said about the record. Its private key never leaves it.</summary>
public interface ICheckpointSigner
{
    /// <summary>By which anybody verifies.</summary>
    PublicKey Key { get; }

    /// <returns>64 bytes.</returns>
    byte[] Sign(ReadOnlySpan<byte> text);
}
