using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>A token in the compact form of RFC 7515, taken apart and not yet believed. Its own text leaves everything out.</summary>
internal sealed class JsonWebToken
{
    private const int MaxLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Media types of tokens that say who somebody is; those of other kinds, such as logout tokens, prove something else.</summary>
    private static readonly string[] Types = ["JWT", "at+jwt", "application/jwt", "application/at+jwt"];

    private JsonWebToken(string algorithm, string? keyId, JsonElement claims, byte[] signed, byte[] signature) =>
        (Algorithm, KeyId, Claims, Signed, Signature) = (algorithm, keyId, claims, signed, signature);

    /// <summary>As the header has it, whatever it is.</summary>
    public string Algorithm { get; }

    /// <summary>Null: the header names no key.</summary>
    public string? KeyId { get; }

    /// <summary>An object. Not to be believed before the signature was found good.</summary>
    public JsonElement Claims { get; }

    /// <summary>What the signature is over.</summary>
    public byte[] Signed { get; }

    public byte[] Signature { get; }

    /// <summary>Whether a bearer token is meant as one of this form.</summary>
    public static bool IsMeant(string text) => text.Count(c => c == '.') == 2;

    /// <param name="fault">What is wrong with it, without any of it.</param>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out JsonWebToken token, [MaybeNullWhen(true)] out string fault)
    {
        token = null;
        fault = "this token is not whole: it has three parts in base64url, the first two of them JSON";
        if (text.Length > MaxLength || text.Split('.') is not [var first, var second, var third])
            return false;
        if (!TryDecode(first, out var header) || !TryDecode(second, out var payload) || !TryDecode(third, out var signature))
            return false;
        if (!TryRead(header, out var head) || !TryRead(payload, out var claims))
            return false;
        if (head.Find("alg")?.Text() is not { } algorithm || (head.Find("kid") is { } kid && kid.Text() is null))
            return false;
        if (head.Find("crit") is not null || head.Find("b64") is not null)
        {
            fault = "this token asks for extensions that this server does not have ('crit')";
            return false;
        }

        if (head.Find("typ") is { } type && !Types.Contains(type.Text(), StringComparer.OrdinalIgnoreCase))
        {
            fault = "this token is of a type that proves something else ('typ'): send an ID token or an access token";
            return false;
        }

        fault = null;
        token = new JsonWebToken(algorithm, head.Find("kid")?.Text(), claims, Encoding.ASCII.GetBytes($"{first}.{second}"), signature);
        return true;
    }

    public override string ToString() => "a token";

    /// <summary>Without padding, blanks and other characters, which the decoder would let through.</summary>
    private static bool TryDecode(string text, out byte[] octets)
    {
        octets = [];
        if (text.Length == 0 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || !Base64Url.IsValid(text))
            return false;
        octets = Base64Url.DecodeFromChars(text);
        return true;
    }

    private static bool TryRead(byte[] json, out JsonElement value)
    {
        value = default;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            value = document.RootElement.Clone();
            return value.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
