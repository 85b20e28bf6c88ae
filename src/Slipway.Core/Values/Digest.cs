using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>A SHA-256 digest, written <c>sha256:</c> and 64 lower-case hexadecimal digits; the default is none, and is written as nothing.</summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    /// <summary>Of the digest itself.</summary>
    public const int Bytes = 32;

    /// <summary>Of its text in UTF-8.</summary>
    public const int TextBytes = 71;

    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private const int ShortLength = 12;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    // The bytes as they stand in memory, not on the heap: a check of a chain makes some for every event.
    private readonly UInt128 _first;
    private readonly UInt128 _second;
    private readonly bool _isSet;

    private Digest(ReadOnlySpan<byte> hash) =>
        (_first, _second, _isSet) = (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[(Bytes / 2)..]), true);

    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        SHA256.HashData(bytes, hash);
        return new Digest(hash);
    }

    /// <summary>What was hashed already.</summary>
    /// <param name="hash">Exactly <see cref="Bytes"/>.</param>
    public static Digest OfHash(ReadOnlySpan<byte> hash) => hash.Length == Bytes
        ? new Digest(hash)
        : throw new ArgumentException($"A digest has {Bytes} bytes, not {hash.Length}", nameof(hash));

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static bool TryParse(string? text, out Digest digest) => TryParse(text.AsSpan(), out digest);

    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        var valid = text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + HexLength
            && !text[Prefix.Length..].ContainsAnyExcept(Digits)
            && Convert.FromHexString(text[Prefix.Length..], hash, out _, out _) == OperationStatus.Done;
        digest = valid ? new Digest(hash) : default;
        return valid;
    }

    /// <summary>The first twelve digits: enough for people to tell two apart.</summary>
    public string Short => _isSet ? ToString().Substring(Prefix.Length, ShortLength) : "";

    /// <param name="target">At least <see cref="Bytes"/>.</param>
    public void CopyTo(Span<byte> target)
    {
        MemoryMarshal.Write(target, _first);
        MemoryMarshal.Write(target[(Bytes / 2)..], _second);
    }

    /// <summary>Writes the text in UTF-8.</summary>
    /// <param name="target">At least <see cref="TextBytes"/>.</param>
    /// <returns>Bytes written: <see cref="TextBytes"/>, or 0 for none.</returns>
    public int Format(Span<byte> target)
    {
        if (!_isSet)
            return 0;
        Span<byte> hash = stackalloc byte[Bytes];
        CopyTo(hash);
        "sha256:"u8.CopyTo(target);
        Convert.TryToHexStringLower(hash, target[Prefix.Length..], out _);
        return TextBytes;
    }

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextBytes];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }
}
