using Slipway.Core.Ports;

namespace Slipway.Testing.Simulation.Mutations;

/// <summary>Leases as the real store has them, until something is done wrong.</summary>
internal abstract class LeaseMutation(ILeases real) : ILeases
{
    public virtual Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) => real.RenewAsync(server, term, cancellation);

    public virtual Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation) => real.ClaimAsync(owner, max, cancellation);

    public virtual Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) => real.HeldAsync(owner, cancellation);

    public virtual Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation) => real.ReleaseAsync(leases, cancellation);

    public Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation) => real.TakeAsync(name, owner, cancellation);

    public Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation) => real.ServersAsync(cancellation);

    public Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation) => real.HolderAsync(name, cancellation);

    public Task LeaveAsync(string owner, CancellationToken cancellation) => real.LeaveAsync(owner, cancellation);
}
