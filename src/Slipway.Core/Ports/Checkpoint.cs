using Slipway.Core.Audit;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where the chain begins since older events were removed.</summary>
/// <param name="Position">Of the last event that was removed.</param>
/// <param name="Hash">Of that event: the first one that is left follows it.</param>
/// <param name="Time">When that removal began.</param>
/// <param name="Events">How many it removed.</param>
public sealed record Checkpoint(long Position, Digest Hash, DateTimeOffset Time, long Events)
{
    public ChainHead Head => new(Position, Hash);
}
