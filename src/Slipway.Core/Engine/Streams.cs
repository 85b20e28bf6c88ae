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

    /// <summary>Which release trains there are.</summary>
    public const string Trains = "trains";

    private const string TrainPrefix = "train/";

    public static string OfTrain(string id) => TrainPrefix + id;

    public static bool IsTrain(string stream) => stream.StartsWith(TrainPrefix, StringComparison.Ordinal);

    /// <param name="stream">One of a train.</param>
    public static string TrainOf(string stream) => stream[TrainPrefix.Length..];

    /// <summary>A rollout's stream has the rollout's id as its name, which has dots in it and no slash.</summary>
    public static bool IsRollout(string stream) => !stream.Contains('/') && stream is not (PrefixRemoved.Stream or Freezes or Trains);

    public static bool TryParse(string stream, out EnvironmentKey key)
    {
        key = default;
        return IsEnvironment(stream) && EnvironmentKey.TryParse(stream[EnvironmentPrefix.Length..], out key);
    }
}
