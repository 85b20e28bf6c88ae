using Slipway.Core.Ports;

namespace Slipway.Testing.Simulation.Mutations;

/// <summary>A store that does what the real one does, until something of it is done wrong.</summary>
internal abstract class StoreMutation(IEventStore real) : IEventStore
{
    public virtual Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) => real.AppendAsync(append, cancellation);

    public virtual Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        real.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        real.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => real.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) =>
        real.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        real.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => real.FindRolloutAsync(id, cancellation);
}
