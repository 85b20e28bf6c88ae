using Slipway.Core.Audit;
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

    /// <summary>All tokens.</summary>
    public const string Access = "access";

    /// <summary>What was asked for and not allowed. Apart from the tokens, which are read from their beginning when a server starts.</summary>
    public const string Denials = "denials";

    /// <summary>A rollout's stream has the rollout's id as its name, which has dots in it and no slash.</summary>
    public static bool IsRollout(string stream) => !stream.Contains('/') && stream is not (PrefixRemoved.Stream or Freezes or Access or Denials);

    public static bool TryParse(string stream, out EnvironmentKey key)
    {
        key = default;
        return IsEnvironment(stream) && EnvironmentKey.TryParse(stream[EnvironmentPrefix.Length..], out key);
    }
}
