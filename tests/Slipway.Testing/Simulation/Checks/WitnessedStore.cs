using Slipway.Core.Ports;
using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>The store, with a witness who sees what each server writes and claims.</summary>
internal sealed class WitnessedStore(Witness witness, InMemoryStore store, string server) : IEventStore, ILeases
{
    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        try
        {
            var stored = await store.AppendAsync(append, cancellation);
            witness.Recorded(server, append, stored);
            return stored;
        }
        catch (StaleFenceException)
        {
            witness.ActsInVain(server, append.Lease!);
            throw;
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        store.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        store.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => store.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) =>
        store.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        store.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => store.FindRolloutAsync(id, cancellation);

    public Task<Standing> RenewAsync(ServerNote note, TimeSpan term, CancellationToken cancellation) => store.RenewAsync(note, term, cancellation);

    public async Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation)
    {
        var claimed = await store.ClaimAsync(owner, max, cancellation);
        witness.Claimed(claimed);
        return claimed;
    }

    public Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) => store.HeldAsync(owner, cancellation);

    public Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation) => store.ReleaseAsync(leases, cancellation);

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) => store.TakeAsync(name, owner, cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) => store.ServersAsync(cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) => store.HolderAsync(name, cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) => store.LeaveAsync(owner, cancellation);
}
