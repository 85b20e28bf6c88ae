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

    /// <summary>Which release trains there are.</summary>
    public const string Trains = "trains";

    private const string TrainPrefix = "train/";

    public static string OfTrain(string id) => TrainPrefix + id;

    public static bool IsTrain(string stream) => stream.StartsWith(TrainPrefix, StringComparison.Ordinal);

    /// <param name="stream">One of a train.</param>
    public static string TrainOf(string stream) => stream[TrainPrefix.Length..];

    private const string GitPrefix = "git/";

    /// <summary>What happened between a repository and this store.</summary>
    public static string OfGit(string repository) => GitPrefix + repository;

    public static bool IsGit(string stream) => stream.StartsWith(GitPrefix, StringComparison.Ordinal);

    /// <param name="stream">One of a repository.</param>
    public static string GitOf(string stream) => stream[GitPrefix.Length..];

    /// <summary>All tokens.</summary>
    public const string Access = "access";

    /// <summary>What was asked for and not allowed. Apart from the tokens, which are read from their beginning when a server starts.</summary>
    public const string Denials = "denials";

    /// <summary>What came in at an inbound hook.</summary>
    public static string OfHook(string name) => $"hooks/{name}";

    /// <summary>A rollout's stream has the rollout's id as its name, which has dots in it and no slash.</summary>
    public static bool IsRollout(string stream) => !stream.Contains('/') && stream is not (PrefixRemoved.Stream or Freezes or Access or Denials or Trains);

    public static bool TryParse(string stream, out EnvironmentKey key)
    {
        key = default;
        return IsEnvironment(stream) && EnvironmentKey.TryParse(stream[EnvironmentPrefix.Length..], out key);
    }
}
