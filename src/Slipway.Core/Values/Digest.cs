using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>A SHA-256 digest, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    public static Digest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static bool TryParse(string? text, out Digest digest)
    {
        var valid = text is not null
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + HexLength
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Digits);
        digest = valid ? new Digest(text![Prefix.Length..]) : default;
        return valid;
    }

    /// <summary>The first twelve digits: enough for people to tell two apart.</summary>
    public string Short => (_hex ?? "")[..Math.Min(12, _hex?.Length ?? 0)];

    public override string ToString() => _hex is null ? "" : Prefix + _hex;
}
