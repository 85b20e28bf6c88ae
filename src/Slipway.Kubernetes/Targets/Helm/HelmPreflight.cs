using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>What would keep a version's chart from being installed, found without changing anything.</summary>
internal sealed class HelmPreflight(KubeClient client, HelmProgram helm, HelmSpec spec)
{
    /// <summary>Helm's own limit.</summary>
    private const int MaxReleaseLength = 53;

    public async Task<IReadOnlyList<string>> ProblemsAsync(HelmInputs inputs, CancellationToken cancellation)
    {
        if (spec.Release.Length > MaxReleaseLength)
            return [$"the release's name, {spec.Release}, is longer than the {MaxReleaseLength} characters that Helm allows"];
        if (Directory.Exists(inputs.Chart) && !File.Exists(Path.Combine(inputs.Chart, "Chart.yaml")))
            return [$"{inputs.Chart} is no chart: it has no Chart.yaml; correct 'chart'"];
        try
        {
            var problems = await PackageAccess.ProblemsAsync(client, PackageNeeds.Of(spec), cancellation);
            if (problems.Count > 0)
                return problems;
            // A chart that cannot be rendered, a kind that is missing, a verb that lacks: Helm says so in a dry run.
            await helm.TryAsync(inputs, cancellation);
            return [];
        }
        catch (Exception refused) when (refused is KubeException or PortUnavailableException)
        {
            return [refused.Message];
        }
    }
}
