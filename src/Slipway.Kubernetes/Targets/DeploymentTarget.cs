using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>Versions as a Deployment that exists already, and its twin. One for all clusters; <see cref="For"/> gives that of a spec.</summary>
/// <param name="reach">How the host of a pod's address is reached from here; null: as it is.</param>
public sealed class DeploymentTarget(Clusters clusters, TimeProvider time, Func<string, string>? reach = null) : ITarget
{
    private readonly CrashOutput _crashes = new(time);
    private readonly PodWarnings _warnings = new(time);
    private readonly PodProber _prober = new(time, reach ?? (static host => host));

    public string Name => DeploymentSpec.Kind;

    public ITarget For(TargetSpec spec) => spec is DeploymentSpec deployment
        ? new BoundDeploymentTarget(clusters, deployment, _crashes, _warnings, _prober, time)
        : throw new ArgumentException($"The target '{DeploymentSpec.Kind}' was given a spec of another kind: {spec.GetType().Name}", nameof(spec));

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Of(workload).CheckAsync(workload, cancellation);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation) => Of(workload).ApplyAsync(workload, order, cancellation);

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => throw Unbound();

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) => throw Unbound();

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) => throw Unbound();

    /// <summary>Host and port of each pod of a side that may be given requests, in the order of their names.</summary>
    public async Task<IReadOnlyList<string>> ReadyAsync(DeploymentSpec spec, EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        [.. (await For(spec).ReadAsync(environment, slot, cancellation)).Instances.Where(i => i is { State: InstanceState.Ready, Address: not null }).Select(i => i.Address!)];

    private ITarget Of(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return For(workload.Spec);
    }

    private static InvalidOperationException Unbound() => new("Where to read is in the spec: ask the target that For(spec) gives");
}
