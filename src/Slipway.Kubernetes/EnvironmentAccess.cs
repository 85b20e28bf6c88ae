using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Routers;
using Slipway.Kubernetes.Targets;

namespace Slipway.Kubernetes;

/// <summary>
/// What Slipway's user must be allowed to do for an environment. The lists are those of the target and the router, which ask the
/// API server for the same before a rollout starts.
/// </summary>
/// <param name="Needs">May name the same thing more than once.</param>
/// <param name="Anything">Namespaces in which versions bring objects of any kind, so that no list can be made.</param>
public sealed record EnvironmentAccess(IReadOnlyList<AccessNeed> Needs, IReadOnlyList<string> Anything)
{
    public static EnvironmentAccess Of(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        IReadOnlyList<string> anything = spec.Target is KubernetesTargetSpec target && TargetAccess.BringsAnything(target)
            ? [.. new[] { target.Namespaces.Blue, target.Namespaces.Green }.Distinct(StringComparer.Ordinal)]
            : [];
        return new EnvironmentAccess(
            [.. TargetAccess.Of(spec.Target), .. spec.Traffic is KubernetesTrafficSpec traffic ? RouterAccess.Of(traffic) : []], anything);
    }
}
