using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>
/// How many rollouts a server should drive: the live ones divided by the living servers, rounded up. Whoever has fewer claims,
/// whoever has had more for some time gives the surplus back. Nobody gives what nobody has room for, so nothing goes to and fro.
/// </summary>
internal sealed class FairShare(TimeProvider time, int maxDriven)
{
    /// <summary>A server that comes and goes again in this time moves nothing.</summary>
    private static readonly TimeSpan SurplusFor = TimeSpan.FromSeconds(2);

    private long? _surplusSince;

    /// <summary>How many more it should drive: more than 0 to claim, fewer to give back.</summary>
    /// <param name="driven">How many it drives now.</param>
    public int Missing(Standing standing, int driven)
    {
        var share = standing.Servers < 2 ? standing.Live : (standing.Live + standing.Servers - 1) / standing.Servers;
        var missing = Math.Min(share, maxDriven) - driven;
        if (missing >= 0 || standing.Servers < 2)
        {
            _surplusSince = null;
            return Math.Max(missing, 0);
        }

        _surplusSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_surplusSince.Value) >= SurplusFor ? missing : 0;
    }
}
