using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>What a stream is about, by its name.</summary>
public static class Streams
{
    private const string EnvironmentPrefix = "environment/";

    public static string Of(EnvironmentKey key) => EnvironmentPrefix + key;

    public static bool IsEnvironment(string stream) => stream.StartsWith(EnvironmentPrefix, StringComparison.Ordinal);

    /// <summary>All freezes.</summary>
    public const string Freezes = "freezes";

    /// <summary>What came in at <c>POST /api/v1/alerts</c> and was refused.</summary>
    public const string Alerts = "alerts";

    /// <summary>What came in at an inbound hook.</summary>
    public static string OfHook(string name) => $"hooks/{name}";

    /// <summary>A rollout's stream has the rollout's id as its name: <c>app.environment.number</c>. No other stream's name has two dots and no slash.</summary>
    public static bool IsRollout(string stream) => !stream.Contains('/') && stream.Count(c => c == '.') == 2;

    public static bool TryParse(string stream, out EnvironmentKey key)
    {
        key = default;
        return IsEnvironment(stream) && EnvironmentKey.TryParse(stream[EnvironmentPrefix.Length..], out key);
    }
}
