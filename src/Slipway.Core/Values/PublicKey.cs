using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Slipway.Core.Ports;

namespace Slipway.Core.Values;

/// <summary>A public key of Ed25519 (RFC 8032), written <c>ed25519:</c> and its 32 bytes in base64.</summary>
[JsonConverter(typeof(PublicKeyJsonConverter))]
public sealed record PublicKey
{
    public const int Length = 32;
    public const int SignatureLength = 64;

    private const string Prefix = "ed25519:";

    // A key in the form that other programs write (RFC 8410): always these bytes, then the key.
    private static readonly byte[] InfoPrefix = Convert.FromHexString("302a300506032b6570032100");

    private readonly string _base64;

    private PublicKey(string base64) => _base64 = base64;

    /// <param name="bytes">Exactly <see cref="Length"/>.</param>
    public static PublicKey Of(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new PublicKey(Convert.ToBase64String(bytes))
        : throw new ArgumentException($"A key has {Length} bytes, not {bytes.Length}", nameof(bytes));

    /// <param name="text">Our text, or PEM (<c>BEGIN PUBLIC KEY</c>).</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        text = text.Trim();
        Span<byte> bytes = stackalloc byte[InfoPrefix.Length + Length];
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            if (Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var plain) && plain == Length)
                key = Of(bytes[..Length]);
        }
        else if (text.StartsWith(PemBegin, StringComparison.Ordinal) && text.EndsWith(PemEnd, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[PemBegin.Length..^PemEnd.Length], bytes, out var length)
            && length == bytes.Length && bytes.StartsWith(InfoPrefix))
        {
            key = Of(bytes[InfoPrefix.Length..]);
        }

        return key is not null;
    }

    /// <param name="signature">In base64, as it was written: another way to write the same bytes does not hold, so that no byte of it can be altered.</param>
    public bool HasSigned(ReadOnlySpan<byte> text, string signature, ISignatureCheck check)
    {
        var bytes = new byte[SignatureLength];
        return Convert.TryFromBase64String(signature, bytes, out var length) && length == SignatureLength
            && Convert.ToBase64String(bytes) == signature
            && check.Holds(this, text, bytes);
    }

    public byte[] ToBytes() => Convert.FromBase64String(_base64);

    public string ToPem() => $"{PemBegin}\n{Convert.ToBase64String([.. InfoPrefix, .. ToBytes()])}\n{PemEnd}\n";

    public override string ToString() => Prefix + _base64;

    private const string PemBegin = "-----BEGIN PUBLIC KEY-----";
    private const string PemEnd = "-----END PUBLIC KEY-----";
}
