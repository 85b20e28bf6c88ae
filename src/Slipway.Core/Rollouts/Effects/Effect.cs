namespace Slipway.Core.Rollouts.Effects;

/// <summary>Something the engine does in the world through a port.</summary>
/// <param name="Key">The same when it is retried: rollout, step, kind.</param>
public abstract record Effect(string Key)
{
    /// <summary>What an effect does, by its key: <c>apply</c>, <c>set-weights</c>.</summary>
    public static string KindOf(string key) => key[(key.LastIndexOf('/') + 1)..];
}
