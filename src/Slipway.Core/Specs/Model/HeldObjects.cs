using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

/// <summary>The objects outside of Slipway that an environment changes, by names that are the same wherever they are said: no two environments may have one in common.</summary>
public static class HeldObjects
{
    public static IEnumerable<string> Of(EnvironmentSpec environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return (environment.Target switch
        {
            DeploymentSpec d => Each(d, "Deployment", new PerSlot<string>(d.Deployment, d.Deployment)),
            HelmSpec h => Each(h, "Helm release", new PerSlot<string>(h.Release, h.Release)),
            ArgoCdSpec a => Each(a, "Application", a.Applications),
            _ => [],
        }).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Each(KubernetesTargetSpec target, string kind, PerSlot<string> names) =>
        Slots.All.Select(slot => $"{kind} {target.Namespaces[slot]}/{names[slot]}{(target.Context is null ? "" : $" of context {target.Context}")}");
}
