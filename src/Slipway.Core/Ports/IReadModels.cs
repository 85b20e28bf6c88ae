namespace Slipway.Core.Ports;

/// <summary>What a store keeps for fast reading: made from the events, and made anew by <c>Upkeep/Rebuilder</c>.</summary>
public interface IReadModels
{
    /// <summary>Names of streams behind <paramref name="after"/> in the order of their characters' codes, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> ListStreamsAsync(string after, int limit, CancellationToken cancellation);

    /// <summary>
    /// In one transaction: rows and snapshots of all streams behind <paramref name="after"/>, up to and including <paramref name="last"/>,
    /// are these and no others.
    /// </summary>
    /// <param name="last">Null: to the end.</param>
    Task ReplaceAsync(string after, string? last, IReadOnlyList<RolloutRow> rows, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellation);
}
