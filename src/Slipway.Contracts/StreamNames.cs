namespace Slipway.Contracts;

/// <summary>The <c>event:</c> fields of the API's server-sent events.</summary>
public static class StreamNames
{
    /// <summary>Data is a <see cref="Views.RolloutView"/>: sent first and on each change.</summary>
    public const string Rollout = "rollout";

    /// <summary>Data is an <see cref="Views.EventView"/>; the <c>id:</c> is its position.</summary>
    public const string Event = "event";

    /// <summary>Data is the last view; nothing more comes: the rollout has ended.</summary>
    public const string End = "end";
}
