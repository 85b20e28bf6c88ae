using Slipway.Core.Ports;

namespace Slipway.Server.Metrics;

/// <summary>The event store, with its writes measured.</summary>
internal sealed class MeasuredEventStore(IEventStore store, StoreInstruments instruments, TimeProvider time) : IEventStore
{
    public Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation) =>
        instruments.IsHeard ? AppendMeasuredAsync(append, cancellation) : store.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) => store.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation) => store.ReadStreamsAsync(tails, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) => store.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => store.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) => store.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        store.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => store.FindRolloutAsync(id, cancellation);

    private async Task<IReadOnlyList<StoredEvent>> AppendMeasuredAsync(Append append, CancellationToken cancellation)
    {
        var (began, outcome) = (time.GetTimestamp(), StoreInstruments.Failed);
        try
        {
            var stored = await store.AppendAsync(append, cancellation);
            outcome = StoreInstruments.Stored;
            return stored;
        }
        catch (StreamConflictException)
        {
            outcome = StoreInstruments.Conflict;
            throw;
        }
        catch (StaleFenceException)
        {
            outcome = StoreInstruments.Stale;
            throw;
        }
        finally
        {
            instruments.Appended(outcome, time.GetElapsedTime(began));
        }
    }
}
