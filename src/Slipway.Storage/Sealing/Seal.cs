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
    public static Seal Sign(long lines, Digest digest, ICheckpointSigner signer)
    {
        var unsigned = new Seal(lines, digest, signer.Key, "");
        return unsigned with { Signature = Convert.ToBase64String(signer.Sign(unsigned.Text())) };
    }

    /// <summary>What is signed.</summary>
    public byte[] Text() => Encoding.ASCII.GetBytes($"slipway seal 1\nlines {Lines}\ndigest {Digest}\n");

    public bool IsSigned(ISignatureCheck check) => Key.HasSigned(Text(), Signature, check);
}
