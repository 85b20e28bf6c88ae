using System.Text;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage.Sealing;

/// <summary>The last line of a sealed file: all bytes before it are as the signer wrote them.</summary>
/// <param name="Lines">Lines before this one.</param>
/// <param name="Digest">Over all bytes before this line.</param>
/// <param name="Signature">64 bytes in base64, over <see cref="Text"/>.</param>
public sealed record Seal(long Lines, Digest Digest, PublicKey Key, string Signature)
{
    private const int SignatureBytes = 64;

    public static Seal Sign(long lines, Digest digest, ICheckpointSigner signer)
    {
        var unsigned = new Seal(lines, digest, signer.Key, "");
        return unsigned with { Signature = Convert.ToBase64String(signer.Sign(unsigned.Text())) };
    }

    /// <summary>What is signed.</summary>
    public byte[] Text() => Encoding.ASCII.GetBytes($"slipway seal 1\nlines {Lines}\ndigest {Digest}\n");

    public bool IsSigned(ISignatureCheck check)
    {
        var signature = new byte[SignatureBytes];
        return Convert.TryFromBase64String(Signature, signature, out var length) && length == SignatureBytes && check.Holds(Key, Text(), signature);
    }
}
