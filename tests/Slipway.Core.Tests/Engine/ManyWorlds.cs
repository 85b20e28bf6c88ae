using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation;

namespace Slipway.Core.Tests.Engine;

/// <summary>An environment each for many apps, in which everything works.</summary>
internal sealed class ManyWorlds(TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private readonly Dictionary<EnvironmentKey, FaultyWorld> _worlds = [];

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>Called before each order; may throw.</summary>
    public Action<EffectOrder> BeforeOrder { get; set; } = _ => { };

    /// <summary>Called before each look; may throw.</summary>
    public Action BeforeLook { get; set; } = () => { };

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Of(workload.Environment).CheckAsync(workload, cancellation);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        BeforeOrder(order);
        return Of(workload.Environment).ApplyAsync(workload, order, cancellation);
    }

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        BeforeOrder(order);
        return Of(route.Environment).SetAsync(route, order, cancellation);
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        BeforeLook();
        return ((ITarget)Of(environment)).ReadAsync(environment, slot, cancellation);
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => ((IRouter)Of(environment)).ReadAsync(environment, cancellation);

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => ((IMetricSource)Of(environment)).ReadAsync(environment, cancellation);

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string path, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(path));

    private FaultyWorld Of(EnvironmentKey key)
    {
        if (!_worlds.TryGetValue(key, out var world))
            _worlds[key] = world = new FaultyWorld(new Faults(new Random(1), rate: 0, time), _ => Character.Good, time);
        return world;
    }
}
