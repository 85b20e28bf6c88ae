using Slipway.Core.Audit;

namespace Slipway.Core.Upkeep;

/// <summary>What an audit of a store found.</summary>
/// <param name="From">What the first event follows: the beginning of all, or where the chain was cut.</param>
/// <param name="Head">The end of what is whole: noted elsewhere, it tells later whether events were cut off at the end.</param>
/// <param name="Fault">Null when all of it is whole.</param>
public sealed record AuditReport(ChainHead From, ChainHead Head, ChainFault? Fault)
{
    /// <summary>Events that were looked at and are whole.</summary>
    public long Events => Head.Position - From.Position;
}
