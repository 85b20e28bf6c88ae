using Slipway.Core.Ports;

namespace Slipway.Core.Tests.Upkeep;

/// <summary>A store in which somebody has changed events, and the checkpoint.</summary>
internal sealed class AlteredStore(IEventStore inner, Func<StoredEvent, StoredEvent?> alter) : IEventStore
{
    public async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        [.. (await inner.ReadAllAsync(afterPosition, int.MaxValue, cancellation)).Select(alter).OfType<StoredEvent>().Take(limit)];

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        inner.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => inner.HeadAsync(cancellation);

    public Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) => inner.AppendAsync(append, cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        inner.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => inner.FindRolloutAsync(id, cancellation);
}
