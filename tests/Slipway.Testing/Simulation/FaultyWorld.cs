using Slipway.Core.Analysis;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation;

/// <summary>
/// Target, router, metrics and files that do what their contracts say and no more: orders get lost, answers too,
/// a split comes into force late, instances die. It knows the truth, and notes where an order harms the service.
/// </summary>
public sealed class FaultyWorld(Faults faults, Func<ReleaseVersion, Character> characters, TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private const double RequestsPerSecond = 100;
    private readonly PerSlot<Side> _sides = new(new Side(Slot.Blue), new Side(Slot.Green));
    private readonly double[] _requests = new double[2];
    private readonly double[] _errors = new double[2];
    private TrafficSplit _told;
    private TrafficSplit _before;
    private DateTimeOffset _inForceAt;
    private DateTimeOffset _countedAt = time.GetUtcNow();
    private DateTimeOffset _routerAwayUntil;
    private long _fence;

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>What must never be done to a service, and was.</summary>
    public List<string> Harm { get; } = [];

    public TrafficSplit InForce => Now >= _inForceAt ? _told : _before;

    private DateTimeOffset Now => time.GetUtcNow();

    public WorkloadStatus On(Slot slot) => _sides[slot].Look(Now);

    public void Die(Slot slot) => _sides[slot].Die(Now, faults.Between(0, 40));

    /// <summary>The router neither takes nor tells anything for so long, or until the faults are over.</summary>
    public void LoseRouter(TimeSpan duration) => _routerAwayUntil = Now + duration;

    public async Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation)
    {
        await faults.OrderAsync(() => { }, cancellation);
        return [];
    }

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation) => faults.OrderAsync(() =>
    {
        RefuseStale(order);
        Count();
        var (there, other) = (On(workload.Slot), On(workload.Slot.Other()));
        if (workload.Replicas == 0 && !InForce[workload.Slot].IsZero && there.Ready > 0 && other.Ready > 0)
            Harm.Add($"{order.Key} stops {workload.Slot.Label()}, which has {InForce[workload.Slot]} of the traffic");
        if (workload.Replicas > 0 && there.Instances.Count > 0 && _sides[workload.Slot].Version != workload.Version)
            Harm.Add($"{order.Key} starts {workload.Version} on {workload.Slot.Label()}, where {there.Version} still runs");
        _sides[workload.Slot].Want(workload.Version, characters(workload.Version), workload.Replicas, Now);
    }, cancellation);

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation) => faults.OrderAsync(() =>
    {
        RefuseWhileAway();
        RefuseStale(order);
        Count();
        (_before, _told) = (InForce, route.Split);
        _inForceAt = Now + (faults.Strike(2) ? faults.Between(0, 20) : TimeSpan.Zero);
    }, cancellation);

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        faults.MayNotAnswer();
        return Task.FromResult(On(slot));
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        RefuseWhileAway();
        faults.MayNotAnswer();
        return Task.FromResult(faults.Strike() ? (TrafficSplit?)null : InForce);
    }

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        faults.MayNotAnswer();
        Count();
        return Task.FromResult(faults.Strike() ? null : new TrafficSample(Now, new PerSlot<Counters>(CountersOf(Slot.Blue), CountersOf(Slot.Green))));
    }

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string path, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(path));

    private void RefuseWhileAway()
    {
        if (!faults.Over && Now < _routerAwayUntil)
            throw new PortUnavailableException("the router is away");
    }

    private void RefuseStale(EffectOrder order)
    {
        if (order.Fence < _fence)
            throw new StaleFenceException($"{order.Key}: fence {order.Fence} is older than {_fence}");
        _fence = order.Fence;
    }

    private void Count()
    {
        foreach (var slot in Slots.All)
        {
            var requests = RequestsPerSecond * InForce[slot].Fraction * (Now - _countedAt).TotalSeconds;
            _requests[(int)slot] += requests;
            _errors[(int)slot] += _sides[slot].Version is { } version ? requests * characters(version).ErrorRate : 0;
        }

        _countedAt = Now;
    }

    private Counters CountersOf(Slot slot) => new((long)_requests[(int)slot], (long)_errors[(int)slot], LatencyHistogram.Empty);
}
