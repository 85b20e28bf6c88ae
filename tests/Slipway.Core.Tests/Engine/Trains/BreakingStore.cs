using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Engine.Trains;

/// <summary>A store for one life of a process: that life ends at one of its appends, before or after it is written.</summary>
/// <param name="breakAt">The append, from 1.</param>
internal sealed class BreakingStore(IEventStore inner, int breakAt, bool isWritten) : IEventStore
{
    private int _appends;

    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        _appends++;
        if (_appends < breakAt)
            return await inner.AppendAsync(append, cancellation);
        if (_appends == breakAt && isWritten)
            await inner.AppendAsync(append, cancellation);
        throw new PortUnavailableException("the process has ended");
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) => inner.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) => inner.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => inner.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) => inner.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        inner.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => inner.FindRolloutAsync(id, cancellation);
}
