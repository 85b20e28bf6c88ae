using System.Security.Cryptography;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Signing;

/// <summary>Signatures of Ed25519 (RFC 8032), by OpenSSL 3.</summary>
public sealed class Ed25519 : ISignatureCheck
{
    public const int SecretBytes = 32;
    public const int SignatureBytes = 64;

    private const int Done = 1;

    /// <param name="secret">Exactly <see cref="SecretBytes"/>.</param>
    /// <exception cref="PortUnavailableException">OpenSSL 3 is not there.</exception>
    public static PublicKey PublicKeyOf(ReadOnlySpan<byte> secret) => WithLibrary(secret, secret, static (secret, _) =>
    {
        using var key = LibCrypto.ReadPrivateKey(LibCrypto.Ed25519, 0, secret, (nuint)secret.Length);
        var bytes = new byte[PublicKey.Length];
        var length = (nuint)bytes.Length;
        Demand(!key.IsInvalid && LibCrypto.GetPublicKey(key, bytes, ref length) == Done && length == PublicKey.Length);
        return PublicKey.Of(bytes);
    });

    /// <param name="secret">Exactly <see cref="SecretBytes"/>.</param>
    /// <exception cref="PortUnavailableException">OpenSSL 3 is not there.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> text) => WithLibrary(secret, text, static (secret, text) =>
    {
        using var key = LibCrypto.ReadPrivateKey(LibCrypto.Ed25519, 0, secret, (nuint)secret.Length);
        using var context = LibCrypto.NewContext();
        Demand(!key.IsInvalid && !context.IsInvalid && LibCrypto.SignInit(context, 0, 0, 0, key) == Done);
        var signature = new byte[SignatureBytes];
        var length = (nuint)signature.Length;
        Demand(LibCrypto.Sign(context, signature, ref length, text, (nuint)text.Length) == Done && length == SignatureBytes);
        return signature;
    });

    /// <exception cref="PortUnavailableException">OpenSSL 3 is not there.</exception>
    public bool Holds(PublicKey key, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureBytes)
            return false;
        var (publicKey, signed) = (key.ToBytes(), signature.ToArray());
        return WithLibrary(publicKey, text, (publicKey, text) =>
        {
            using var handle = LibCrypto.ReadPublicKey(LibCrypto.Ed25519, 0, publicKey, (nuint)publicKey.Length);
            using var context = LibCrypto.NewContext();
            return !handle.IsInvalid && !context.IsInvalid && LibCrypto.VerifyInit(context, 0, 0, 0, handle) == Done
                && LibCrypto.Verify(context, signed, (nuint)signed.Length, text, (nuint)text.Length) == Done;
        });
    }

    private static T WithLibrary<T>(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text, Work<T> work)
    {
        try
        {
            return work(key, text);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new PortUnavailableException("Checkpoints are signed and verified by OpenSSL 3 (libcrypto.so.3), which is not there. Install the system's package libssl3", inner: missing);
        }
    }

    private static void Demand(bool done)
    {
        if (!done)
            throw new CryptographicException("OpenSSL refused to work with the key");
    }

    private delegate T Work<out T>(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text);
}
