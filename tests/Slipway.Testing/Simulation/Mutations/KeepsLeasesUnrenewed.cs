using Slipway.Core.Ports;
using Slipway.Testing.Simulation.Servers;

namespace Slipway.Testing.Simulation.Mutations;

internal sealed class KeepsLeasesUnrenewed : Mutation
{
    public override string Name => "does not renew its leases, and goes on as if it held them";

    public override StorePorts Store(StorePorts real) => real with { Leases = new Unrenewed(real.Leases) };

    private sealed class Unrenewed(ILeases real) : LeaseMutation(real)
    {
        private readonly Dictionary<string, Lease> _held = [];
        private Standing? _standing;

        public override async Task<Standing> RenewAsync(ServerNote server, TimeSpan term, CancellationToken cancellation) =>
            _standing ??= await base.RenewAsync(server, term, cancellation);

        public override async Task<IReadOnlyList<Lease>> ClaimAsync(string owner, int max, CancellationToken cancellation)
        {
            var claimed = await base.ClaimAsync(owner, max, cancellation);
            foreach (var lease in claimed)
                _held[lease.Name] = lease;
            return claimed;
        }

        public override Task<IReadOnlyList<Lease>> HeldAsync(string owner, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Lease>>([.. _held.Values]);

        public override Task ReleaseAsync(IReadOnlyList<Lease> leases, CancellationToken cancellation)
        {
            foreach (var lease in leases)
                _held.Remove(lease.Name);
            return base.ReleaseAsync(leases, cancellation);
        }
    }
}
