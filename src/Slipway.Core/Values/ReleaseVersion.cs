using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>
/// The name of a version: 1 to 64 of letters, digits and <c>. _ + -</c>, beginning with a letter or digit.
/// Nothing else may be read into it: Slipway orders releases by time, not by number.
/// </summary>
[JsonConverter(typeof(ReleaseVersionJsonConverter))]
public readonly record struct ReleaseVersion
{
    public const int MaxLength = 64;

    private readonly string? _value;

    private ReleaseVersion(string value) => _value = value;

    /// <exception cref="ArgumentException">The text is no version name.</exception>
    public static ReleaseVersion Parse(string text) =>
        TryParse(text, out var version)
            ? version
            : throw new ArgumentException($"'{text}' is not a version: {Shape}", nameof(text));

    /// <summary>What a version may look like, for error messages.</summary>
    public const string Shape = "1 to 64 letters, digits and . _ + -, beginning with a letter or digit";

    public static bool TryParse(string? text, out ReleaseVersion version)
    {
        var valid = text is { Length: > 0 and <= MaxLength }
            && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '+' or '-')
            && !text.Contains("..", StringComparison.Ordinal);
        version = valid ? new ReleaseVersion(text!) : default;
        return valid;
    }

    public override string ToString() => _value ?? "";
}
