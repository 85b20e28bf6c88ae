using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>Instances, router, metrics and files of a scenario: everything that the engine can touch or see.</summary>
internal sealed class SimulatedWorld : ITarget, IRouter, IMetricSource, IArtifacts
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(1);

    private readonly Scenario _scenario;
    private readonly TimeProvider _time;
    private readonly SimulatedTraffic _traffic;
    private readonly Dictionary<Slot, SimulatedWorkload> _workloads = [];
    private TrafficSplit _split;

    /// <param name="target">The key of the spec's target, which this stands for.</param>
    /// <param name="traffic">The key of the spec's traffic.</param>
    public SimulatedWorld(Scenario scenario, string target, string traffic, int replicas, TimeProvider time)
    {
        (_scenario, _time, TargetName, TrafficName) = (scenario, time, target, traffic);
        _traffic = new SimulatedTraffic(scenario, new Random(scenario.Seed));
        _workloads[Slot.Blue] = new SimulatedWorkload(ReleaseVersion.Parse(scenario.Running), replicas, scenario.Start - TimeSpan.FromDays(1), null);
        _split = TrafficSplit.AllTo(Slot.Blue);
    }

    public string TargetName { get; }

    public string TrafficName { get; }

    /// <summary>Until then the router does not answer.</summary>
    public DateTimeOffset RouterUnavailableUntil { get; set; }

    string ITarget.Name => TargetName;

    string IRouter.Name => TrafficName;

    string IMetricSource.Name => TrafficName;

    /// <summary>What a side has answered so far.</summary>
    public Counters Answered(Slot slot)
    {
        Count();
        return _traffic.Counters[slot];
    }

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        Count();
        var now = _time.GetUtcNow();
        var there = _workloads.GetValueOrDefault(workload.Slot);
        if (workload.Replicas == 0)
        {
            if (there is { StoppingAt: null })
                _workloads[workload.Slot] = there with { StoppingAt = now };
        }
        else if (there is null || there.Version != workload.Version || there.StoppingAt is not null)
        {
            _workloads[workload.Slot] = new SimulatedWorkload(workload.Version, workload.Replicas, now, null);
        }
        else if (there.Replicas != workload.Replicas)
        {
            // More start now; fewer leave those that run as they are.
            _workloads[workload.Slot] = there with { Replicas = workload.Replicas, StartedAt = workload.Replicas > there.Replicas ? now : there.StartedAt };
        }

        return Task.CompletedTask;
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        if (_workloads.GetValueOrDefault(slot) is not { } workload)
            return Task.FromResult(WorkloadStatus.Nothing);
        if (workload.StoppingAt is { } stopping)
        {
            if (now >= stopping + StopsWithin)
            {
                _workloads.Remove(slot);
                return Task.FromResult(WorkloadStatus.Nothing);
            }

            return Task.FromResult(new WorkloadStatus(workload.Version, 0, Instances(slot, workload, InstanceState.Stopping), null));
        }

        var behaviour = _scenario.BehaviourOf(workload.Version);
        var state = behaviour.Crashes ? InstanceState.Crashed : now >= workload.StartedAt + behaviour.ReadyAfter ? InstanceState.Ready : InstanceState.Starting;
        var failure = behaviour.Crashes ? $"{workload.Version} ends as soon as it is started" : null;
        return Task.FromResult(new WorkloadStatus(workload.Version, workload.Replicas, Instances(slot, workload, state), failure));
    }

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(
        EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([.. checks.Select(c => new CheckResult(c.Name, $"{slot.Label()}-1", true, "simulated"))]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        RefuseWhileUnavailable();
        Count();
        _split = route.Split;
        return Task.CompletedTask;
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        RefuseWhileUnavailable();
        return Task.FromResult<TrafficSplit?>(_split);
    }

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        Count();
        return Task.FromResult<TrafficSample?>(new TrafficSample(_time.GetUtcNow(), _traffic.Counters));
    }

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private static IReadOnlyList<InstanceStatus> Instances(Slot slot, SimulatedWorkload workload, InstanceState state) =>
        [.. Enumerable.Range(1, workload.Replicas).Select(i => new InstanceStatus($"{slot.Label()}-{workload.Version}-{i}", state, null, 0, workload.StartedAt, ""))];

    private void Count() => _traffic.CountUntil(
        _time.GetUtcNow(), _split, new PerSlot<ReleaseVersion?>(_workloads.GetValueOrDefault(Slot.Blue)?.Version, _workloads.GetValueOrDefault(Slot.Green)?.Version));

    private void RefuseWhileUnavailable()
    {
        if (_time.GetUtcNow() < RouterUnavailableUntil)
            throw new PortUnavailableException("the router does not answer");
    }
}
