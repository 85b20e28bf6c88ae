namespace Slipway.Core.Ports;

/// <summary>Who drives which live rollout.</summary>
public interface ILeases
{
    /// <summary>Takes up to <paramref name="max"/> live rollouts whose lease nobody holds or that has run out, in one statement.</summary>
    Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, DateTimeOffset now, TimeSpan term, CancellationToken cancellation);

    /// <summary>Prolongs all leases of <paramref name="owner"/> that have not passed on; returns those.</summary>
    Task<IReadOnlyList<Lease>> RenewAsync(string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellation);

    /// <summary>Gives a lease back; without effect when it has passed on.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellation);
}
