using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Proxy;

/// <summary>One side of the table: its ready instances, taken in turn.</summary>
internal sealed class Side(Slot slot, double share, Upstream[] upstreams, SideMeter meter)
{
    private uint _turn;

    public Slot Slot => slot;

    /// <summary>Of the requests that are drawn by weight, 0 to 1; 0 without weight or without a ready instance.</summary>
    public double Share => share;

    public SideMeter Meter => meter;

    public bool IsReady => upstreams.Length > 0;

    /// <summary>How many instances there are to try.</summary>
    public int Count => upstreams.Length;

    /// <summary>The next in turn that is not avoided; when all are, the next in turn. Not for a side that is not ready.</summary>
    public Upstream Pick(long now)
    {
        var turn = upstreams.Length == 1 ? 0 : Interlocked.Increment(ref _turn);
        for (uint offset = 0; offset < upstreams.Length; offset++)
        {
            var upstream = upstreams[unchecked(turn + offset) % upstreams.Length];
            if (!upstream.IsAvoided(now))
                return upstream;
        }

        return upstreams[turn % upstreams.Length];
    }
}
