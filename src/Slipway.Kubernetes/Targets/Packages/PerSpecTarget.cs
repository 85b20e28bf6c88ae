using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>A target of which each spec has its own: what all share, and <see cref="For"/>.</summary>
public abstract class PerSpecTarget<TSpec>(string name) : ITarget
    where TSpec : TargetSpec
{
    public string Name => name;

    public ITarget For(TargetSpec spec) => spec is TSpec own
        ? Bind(own)
        : throw new ArgumentException($"The target '{name}' was given a spec of another kind: {spec?.GetType().Name}", nameof(spec));

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Of(workload).CheckAsync(workload, cancellation);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation) => Of(workload).ApplyAsync(workload, order, cancellation);

    public Task<IReadOnlyList<Drift>> DriftAsync(Workload workload, CancellationToken cancellation) => Of(workload).DriftAsync(workload, cancellation);

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) => throw Unbound();

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) => throw Unbound();

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) => throw Unbound();

    private protected abstract ITarget Bind(TSpec spec);

    private ITarget Of(Workload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return For(workload.Spec);
    }

    private static InvalidOperationException Unbound() => new("Where to read is in the spec: ask the target that For(spec) gives");
}
