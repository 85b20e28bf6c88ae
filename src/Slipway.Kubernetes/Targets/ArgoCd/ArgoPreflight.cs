using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>What would keep a version from coming to an Application, found without changing anything.</summary>
internal sealed class ArgoPreflight(KubeClient client, ArgoCdSpec spec, EnvironmentKey environment)
{
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        try
        {
            List<string> problems = [.. await PackageAccess.ProblemsAsync(client, PackageNeeds.Of(spec), cancellation)];
            // What may not be read cannot be looked at either: the verbs that lack are the answer.
            if (problems.Count > 0)
                return problems;
            foreach (var slot in Slots.All)
                problems.AddRange(await OfApplicationAsync(ArgoPlace.Of(spec, slot), cancellation));
            return [.. problems.Distinct(StringComparer.Ordinal)];
        }
        catch (KubeException refused)
        {
            return [refused.Message];
        }
    }

    private async Task<IReadOnlyList<string>> OfApplicationAsync(ArgoPlace place, CancellationToken cancellation)
    {
        if (await client.GetAsync(ArgoKinds.Applications, place.Namespace, place.Name, cancellation) is not { } application)
            return [$"{place} does not exist: create it as you did until now, or correct its name and 'namespace' in the spec"];
        var problems = new List<string>();
        if (ForeignOwner.Of(application, environment) is { } held)
            problems.Add(held);
        if (application.Find("spec", "source") is null)
            problems.Add($"{place} has several sources or none: Slipway sets the target revision of spec.source");
        var project = application.Text("spec", "project") ?? "default";
        if (await client.GetAsync(ArgoKinds.Projects, place.Namespace, project, cancellation) is null)
            problems.Add($"{place} is of project {project}, which does not exist in namespace {place.Namespace}: create the AppProject, or correct spec.project");
        if (spec.HasTwoPlaces && !ArgoPlace.IsInOwnCluster(application))
            problems.Add($"{place} puts its objects into another cluster, where Slipway could not bring a side to none: use one 'application' and the rolling strategy");
        return problems;
    }
}
