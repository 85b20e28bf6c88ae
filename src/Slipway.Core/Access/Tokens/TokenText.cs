using System.Diagnostics.CodeAnalysis;

namespace Slipway.Core.Access.Tokens;

/// <summary>A token as its holder has it: <c>slip_ID_SECRET</c>. Shown once, never stored. Its own text leaves the secret out.</summary>
/// <param name="Id">12 hexadecimal digits: names the token, in lists and records too.</param>
/// <param name="Secret">64 hexadecimal digits, drawn at random.</param>
public sealed record TokenText(string Id, string Secret)
{
    /// <summary>What every token begins with: scanners for leaked secrets find it.</summary>
    public const string Prefix = "slip_";

    /// <summary>How a token looks, for messages.</summary>
    public const string Shape = "slip_ID_SECRET, as `slipway token create` shows it once";

    public const int IdBytes = 6;
    public const int SecretBytes = 32;

    public static bool TryParse(string? text, [MaybeNullWhen(false)] out TokenText token)
    {
        token = text?.Split('_') is ["slip", { Length: IdBytes * 2 } id, { Length: SecretBytes * 2 } secret] && IsHexadecimal(id) && IsHexadecimal(secret)
            ? new TokenText(id, secret)
            : null;
        return token is not null;
    }

    public static bool IsId(string? text) => text is { Length: IdBytes * 2 } && IsHexadecimal(text);

    /// <summary>With the secret.</summary>
    public string Reveal() => $"{Prefix}{Id}_{Secret}";

    public override string ToString() => $"{Prefix}{Id}_…";

    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigitLower);
}
