using Slipway.Core.Audit;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>What a stream is about, by its name.</summary>
public static class Streams
{
    private const string EnvironmentPrefix = "environment/";
    private const string ChecklistPrefix = "checklist/";

    public static string Of(EnvironmentKey key) => EnvironmentPrefix + key;

    public static bool IsEnvironment(string stream) => stream.StartsWith(EnvironmentPrefix, StringComparison.Ordinal);

    /// <summary>The answers to the checklist of an environment.</summary>
    public static string ChecklistOf(EnvironmentKey key) => ChecklistPrefix + key;

    public static bool IsChecklist(string stream, out EnvironmentKey key)
    {
        key = default;
        return stream.StartsWith(ChecklistPrefix, StringComparison.Ordinal) && EnvironmentKey.TryParse(stream[ChecklistPrefix.Length..], out key);
    }

    /// <summary>All freezes.</summary>
    public const string Freezes = "freezes";

    /// <summary>All tokens.</summary>
    public const string Access = "access";

    /// <summary>What was asked for and not allowed. Apart from the tokens, which are read from their beginning when a server starts.</summary>
    public const string Denials = "denials";

    /// <summary>What came in at an inbound hook.</summary>
    public static string OfHook(string name) => $"hooks/{name}";

    /// <summary>A rollout's stream has the rollout's id as its name, which has dots in it and no slash.</summary>
    public static bool IsRollout(string stream) => !stream.Contains('/') && stream is not (PrefixRemoved.Stream or Freezes or Access or Denials);

    public static bool TryParse(string stream, out EnvironmentKey key)
    {
        key = default;
        return IsEnvironment(stream) && EnvironmentKey.TryParse(stream[EnvironmentPrefix.Length..], out key);
    }
}
