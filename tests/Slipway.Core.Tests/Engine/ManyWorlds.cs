using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.World;

namespace Slipway.Core.Tests.Engine;

/// <summary>An environment each for many apps, in which everything works.</summary>
internal sealed class ManyWorlds(TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private readonly EarthAdapters _earth = new(new Earth((_, _) => Character.Good, time, new Verdicts(time)));

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>Called before each order; may throw.</summary>
    public Action<EffectOrder> BeforeOrder { get; set; } = _ => { };

    /// <summary>Called before each look; may throw.</summary>
    public Action BeforeLook { get; set; } = () => { };

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => _earth.CheckAsync(workload, cancellation);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        BeforeOrder(order);
        return _earth.ApplyAsync(workload, order, cancellation);
    }

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        BeforeOrder(order);
        return _earth.SetAsync(route, order, cancellation);
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        BeforeLook();
        return ((ITarget)_earth).ReadAsync(environment, slot, cancellation);
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => ((IRouter)_earth).ReadAsync(environment, cancellation);

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => ((IMetricSource)_earth).ReadAsync(environment, cancellation);

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));
}
