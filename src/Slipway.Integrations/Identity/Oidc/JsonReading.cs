using System.Text.Json;

namespace Slipway.Integrations.Identity.Oidc;

/// <summary>Reads JSON that strangers wrote: what is not of the kind that is asked for is null, never an exception.</summary>
internal static class JsonReading
{
    private const double LastSecond = 253_402_300_799;

    /// <summary>A member of an object.</summary>
    public static JsonElement? Find(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;

    /// <summary>A claim of this very name, or what the names between dots lead to.</summary>
    public static JsonElement? FindClaim(this JsonElement claims, string path)
    {
        if (claims.Find(path) is { } exact)
            return exact;
        JsonElement? found = claims;
        foreach (var name in path.Split('.'))
            found = found?.Find(name);
        return found;
    }

    public static string? Text(this JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: it is no text.
            return null;
        }
    }

    /// <summary>A list of texts, or a single one as a list.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement value)
    {
        if (value.Text() is { } only)
            return [only];
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var texts = value.EnumerateArray().Select(Text).ToList();
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    /// <summary>Seconds since 1970, with or without a fraction (RFC 7519, NumericDate).</summary>
    public static DateTimeOffset? Instant(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
