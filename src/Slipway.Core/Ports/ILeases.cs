namespace Slipway.Core.Ports;

/// <summary>
/// Which servers live, and who of them drives which live rollout. A lease is held for as long as its owner lives, so that
/// staying alive costs one row, whatever is held. The clock is the store's own: those of the servers need not agree.
/// </summary>
public interface ILeases
{
    /// <summary>Notes that the server lives for another <paramref name="term"/> from now; enrols it when it is new, or was taken for dead.</summary>
    Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation);

    /// <summary>Takes up to <paramref name="max"/> live rollouts that no living server holds, oldest first, in one statement.</summary>
    Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation);

    /// <summary>What the owner holds of live rollouts, in the order of their names.</summary>
    Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation);

    /// <summary>Gives leases back; without effect on those that have passed on.</summary>
    Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation);

    /// <summary>
    /// Takes the lease of a role, such as <c>keeper/…</c>: the same one again when <paramref name="owner"/> has it,
    /// null while another living server has it, or when the owner itself is not enrolled.
    /// </summary>
    Task<Lease?> TakeAsync(string name, string owner, CancellationToken cancellation);

    /// <summary>The living servers, in the order of their ids.</summary>
    Task<IReadOnlyList<ServerNote>> ServersAsync(CancellationToken cancellation);

    /// <summary>The living server that holds a lease; null when none does.</summary>
    Task<ServerNote?> HolderAsync(string name, CancellationToken cancellation);

    /// <summary>
    /// The data folder whose processes belong to this store: the first that any server named, <paramref name="mine"/> when there was none.
    /// A store that is a file in a data folder belongs to that one.
    /// </summary>
    Task<string> FolderAsync(string mine, CancellationToken cancellation) => Task.FromResult(mine);

    /// <summary>At an orderly stop: the server is no longer there, and all that it holds is free at once.</summary>
    Task LeaveAsync(string owner, CancellationToken cancellation);
}
