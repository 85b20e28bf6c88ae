using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Engine;

/// <summary>The adapters that this program has, by the name that the spec uses.</summary>
public sealed class Adapters(IEnumerable<ITarget> targets, IEnumerable<IRouter> routers, IEnumerable<IMetricSource> metrics, IArtifacts artifacts)
{
    private readonly Dictionary<string, ITarget> _targets = targets.ToDictionary(t => t.Name);
    private readonly Dictionary<string, IRouter> _routers = routers.ToDictionary(r => r.Name);
    private readonly Dictionary<string, IMetricSource> _metrics = metrics.ToDictionary(m => m.Name);

    public IArtifacts Artifacts => artifacts;

    public ITarget TargetFor(TargetSpec spec) => _targets[spec.Name].For(spec);

    public IRouter RouterFor(TrafficSpec spec) => _routers[spec.Name].For(spec);

    /// <summary>What stands against running the workload and dividing its requests, in words; empty: nothing.</summary>
    /// <exception cref="PortUnavailableException">Nobody can tell now.</exception>
    public async Task<IReadOnlyList<string>> ProblemsAsync(Workload workload, TrafficSpec? traffic, CancellationToken cancellation)
    {
        var problems = await TargetFor(workload.Spec).CheckAsync(workload, cancellation);
        return traffic is null ? problems : [.. problems, .. await RouterFor(traffic).CheckAsync(workload.Environment, cancellation)];
    }

    /// <summary>Null where nothing measures the traffic.</summary>
    public IMetricSource? MetricsFor(TrafficSpec? spec) => spec is null ? null : _metrics.GetValueOrDefault(spec.Name)?.For(spec);
}
