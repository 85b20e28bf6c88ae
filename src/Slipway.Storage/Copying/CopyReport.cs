namespace Slipway.Storage.Copying;

/// <summary>What a copy has in the end.</summary>
/// <param name="Rows">By table, the same in both stores.</param>
/// <param name="Head">The last event, whose hash stands for all before it.</param>
public sealed record CopyReport(IReadOnlyDictionary<string, long> Rows, Core.Audit.ChainHead Head);
