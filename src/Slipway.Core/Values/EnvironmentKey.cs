namespace Slipway.Core.Values;

/// <summary>An app in an environment, written <c>app/environment</c>. Both are names as <see cref="IsName"/> says.</summary>
public readonly record struct EnvironmentKey(string App, string Environment)
{
    public const int MaxNameLength = 40;

    /// <summary>What a name may look like, for error messages.</summary>
    public const string NameShape = "1 to 40 lower-case letters, digits and -, beginning with a letter";

    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= MaxNameLength }
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public static bool TryParse(string? text, out EnvironmentKey key)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var valid = slash > 0 && IsName(text![..slash]) && IsName(text[(slash + 1)..]);
        key = valid ? new EnvironmentKey(text![..slash], text[(slash + 1)..]) : default;
        return valid;
    }

    public override string ToString() => $"{App}/{Environment}";
}
