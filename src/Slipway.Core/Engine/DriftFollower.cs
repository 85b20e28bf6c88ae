using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>
/// Looks at what runs where no rollout is under way: says what drifts, puts it back where the spec wants that and nothing is frozen, and tells
/// whatever else drives an environment when it may.
/// </summary>
public sealed class DriftFollower(Ledger ledger, Places places, Adapters adapters, ILeases leases, ServerNote server)
{
    /// <exception cref="PortUnavailableException">One of them cannot be looked at now; the others were.</exception>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        PortUnavailableException? fault = null;
        foreach (var place in (await places.AllAsync(cancellation)).Where(place => place.Environment.Target is KubernetesTargetSpec))
        {
            try
            {
                await adapters.TargetFor(place.Environment.Target).TellWindowsAsync(place.Key, place.Environment.Windows, cancellation);
                await FollowAsync(place, cancellation);
            }
            catch (PortUnavailableException e)
            {
                fault = e;
            }
        }

        if (fault is not null)
            throw new PortUnavailableException(fault.Message, inner: fault);
    }

    private async Task FollowAsync(Place place, CancellationToken cancellation)
    {
        var environment = await ledger.LoadEnvironmentAsync(place.Key, cancellation);
        if (environment is not { Live: null, KeepingWarm: null, Stable: { } slot, StableRelease: { } release })
            return;
        var target = adapters.TargetFor(release.Target);
        var workload = new Workload(place.Key, slot, release.Version, release.Artifact, release.Target, release.Target.Replicas, TimeSpan.Zero);
        var drifts = await target.DriftAsync(workload, cancellation);
        var heals = drifts.Count > 0 && place.Environment.Target is ArgoCdSpec { Drift: DriftResponse.Heal } && await IsFreeAsync(place.Key, cancellation);
        try
        {
            if (!drifts.Select(drift => drift.ToString()).SequenceEqual(environment.Drift.Select(drift => drift.ToString())))
                await ledger.RecordAsync(place.Key, environment, new DriftSeen(drifts, heals), Conductor.Actor, cancellation);
        }
        catch (StreamConflictException)
        {
            // A rollout began: it looks for itself.
            return;
        }

        if (heals)
            await PutBackAsync(target, workload, cancellation);
    }

    private async Task<bool> IsFreeAsync(EnvironmentKey key, CancellationToken cancellation) =>
        (await ledger.Freezes.OverAsync(key, cancellation)).All(freeze => !freeze.IsActive(ledger.Now));

    /// <summary>With a fence above all before; what comes after has one above it.</summary>
    private async Task PutBackAsync(ITarget target, Workload workload, CancellationToken cancellation)
    {
        if (await leases.TakeAsync($"heal/{workload.Environment}", server.Id, cancellation) is not { } lease)
            return;
        await target.ApplyAsync(workload, new EffectOrder($"heal/{lease.Fence}", lease.Fence), cancellation);
        await leases.ReleaseAsync([lease], cancellation);
    }
}
