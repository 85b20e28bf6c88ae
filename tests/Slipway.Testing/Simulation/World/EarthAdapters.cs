using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.World;

/// <summary>Target, router, metrics and files that reach the world without a fault.</summary>
public sealed class EarthAdapters(Earth earth) : ITarget, IRouter, IMetricSource, IArtifacts
{
    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation) =>
        At(() => earth[workload.Environment].Apply(workload, order, earth.NextOrder()));

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation) =>
        At(() => earth[route.Environment].Set(route, order, earth.NextOrder()));

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => At(() => earth[environment].Read(slot));

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => At(() => earth[environment].ReadSplit());

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => At<TrafficSample?>(() => earth[environment].Measure());

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        At(() => earth[environment].RunChecks(slot, checks));

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private static Task<bool> At(Action act) => At(() =>
    {
        act();
        return true;
    });

    // A refusal arrives as a failed task, as from a port that does real work.
    private static Task<T> At<T>(Func<T> act)
    {
        try
        {
            return Task.FromResult(act());
        }
        catch (Exception refusal) when (refusal is PortUnavailableException or StaleFenceException)
        {
            return Task.FromException<T>(refusal);
        }
    }
}
