using Slipway.Core.Ports;

namespace Slipway.Core.Notices;

/// <summary>Work that one server at a time does. An answer that it is this one is believed for a moment: asking writes to the store.</summary>
/// <param name="name">Of the role's lease.</param>
public sealed class ServerRole(string name, ILeases leases, ServerNote server, TimeProvider time)
{
    private static readonly TimeSpan BelieveFor = TimeSpan.FromSeconds(1);

    private const long Never = long.MinValue;

    private long _takenAt = Never;

    /// <exception cref="PortUnavailableException">The store does not say.</exception>
    public async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        if (Interlocked.Read(ref _takenAt) is not Never and var at && time.GetElapsedTime(at) < BelieveFor)
            return true;
        var asked = time.GetTimestamp();
        var holds = await leases.TakeAsync(name, server.Id, cancellation) is not null;
        Interlocked.Exchange(ref _takenAt, holds ? asked : Never);
        return holds;
    }
}
