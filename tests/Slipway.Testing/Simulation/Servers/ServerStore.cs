using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>The database as one server meets it: slow, unreachable, or the last thing that it ever touches.</summary>
internal sealed class ServerStore(TrialServer server, StorePorts inner, Director director, Witness witness) : IEventStore, ILeases, IEvidence, ISnapshots
{
    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        await ReachAsync();
        var fault = append.Row is { } row ? director.Strike(FaultSite.Append, row.App, witness.StepOf(row.Id), server) : null;
        switch (fault?.Kind)
        {
            case FaultKind.CrashBeforeAppend:
                await server.CrashAsync(fault.For);
                break;
            case FaultKind.PauseBeforeAppend:
                await server.PauseAsync(fault.For);
                break;
            case FaultKind.AppendRefused:
                throw new PortUnavailableException("the database does not take it");
        }

        cancellation.ThrowIfCancellationRequested();
        var stored = await inner.Events.AppendAsync(append, cancellation);
        switch (fault?.Kind)
        {
            case FaultKind.CrashAfterAppend:
                await server.CrashAsync(fault.For);
                break;
            case FaultKind.AppendSlow:
                await Task.Delay(fault.For, server.Clock, cancellation);
                break;
            case FaultKind.AppendReplyLost:
                throw new PortUnavailableException("the connection to the database broke", outcomeUnknown: true);
        }

        // Somebody else may act before the writer goes on.
        await Task.Yield();
        return stored;
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Events.ReadStreamAsync(stream, afterVersion, cancellation);
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Events.ReadAllAsync(afterPosition, limit, cancellation);
    }

    public async Task<long> HeadAsync(CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Events.HeadAsync(cancellation);
    }

    public async Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation)
    {
        await ReachAsync();
        await inner.Events.WaitForEventsAsync(afterPosition, timeout, cancellation);
    }

    public async Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Events.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);
    }

    public async Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Events.FindRolloutAsync(id, cancellation);
    }

    public async Task<Standing> RenewAsync(ServerNote note, TimeSpan term, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.RenewAsync(note, term, cancellation);
    }

    public async Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.ClaimAsync(owner, max, cancellation);
    }

    public async Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.HeldAsync(owner, cancellation);
    }

    public async Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation)
    {
        await ReachAsync();
        await inner.Leases.ReleaseAsync(leases, cancellation);
    }

    public async Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.TakeAsync(name, owner, cancellation);
    }

    public async Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.ServersAsync(cancellation);
    }

    public async Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Leases.HolderAsync(name, cancellation);
    }

    public async Task LeaveAsync(string owner, CancellationToken cancellation)
    {
        await ReachAsync();
        await inner.Leases.LeaveAsync(owner, cancellation);
    }

    public async Task AppendAsync(IReadOnlyList<RolloutSamples> batch, CancellationToken cancellation)
    {
        await ReachAsync();
        await inner.Evidence.AppendAsync(batch, cancellation);
    }

    public async Task<IReadOnlyList<TrafficSample>> ReadAsync(string rolloutId, DateTimeOffset since, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Evidence.ReadAsync(rolloutId, since, cancellation);
    }

    public async Task<IReadOnlyList<Snapshot>> ReadSnapshotsAsync(IReadOnlyList<string> streams, CancellationToken cancellation)
    {
        await ReachAsync();
        return await inner.Snapshots.ReadSnapshotsAsync(streams, cancellation);
    }

    public async Task WriteSnapshotAsync(Snapshot snapshot, CancellationToken cancellation)
    {
        await ReachAsync();
        await inner.Snapshots.WriteSnapshotAsync(snapshot, cancellation);
    }

    private async Task ReachAsync()
    {
        await Task.Yield();
        if (server.IsCutOff)
            throw new PortUnavailableException("the database does not answer");
    }
}
