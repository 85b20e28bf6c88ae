using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>What would keep a version's manifests from being applied, found without changing anything: each is applied once as a dry run.</summary>
internal sealed class ManifestPreflight(KubeClient client, ManifestsSpec spec, Workload workload)
{
    private const int AtOnce = 8;

    private string Namespace => spec.Namespaces[workload.Slot];

    public async Task<IReadOnlyList<string>> ProblemsAsync(ManifestPlan plan, CancellationToken cancellation)
    {
        List<string> problems = [.. plan.Problems];
        try
        {
            var needs = plan.Objects.SelectMany(planned => Verbs(planned).Select(verb => (planned.Kind, planned.Item.Namespace, (string?)null, (string?)null, verb)));
            problems.AddRange(await PackageAccess.ProblemsAsync(client, PackageNeeds.Of(spec), cancellation));
            problems.AddRange(await PackageAccess.ProblemsAsync(client, needs, cancellation));
            // What may not be written is not tried either: the verbs that lack are the answer.
            if (problems.Count == 0)
                problems.AddRange(await DryRunAsync(plan, cancellation));
        }
        catch (KubeException refused)
        {
            problems.Add(refused.Message);
        }

        return problems;
    }

    /// <summary>Only what has a state is watched, and what is never deleted needs no right to it.</summary>
    private static IEnumerable<string> Verbs(PlannedObject planned) =>
        ["get", "create", "patch", .. planned.Packaged.MayGo ? new[] { "delete" } : [], .. ObjectHealth.IsWatched(planned.Kind) ? new[] { "list", "watch" } : []];

    private async Task<IReadOnlyList<string>> DryRunAsync(ManifestPlan plan, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var some in plan.Objects.Chunk(AtOnce))
            problems.AddRange((await Task.WhenAll(some.Select(planned => TryAsync(plan, planned, cancellation)))).OfType<string>());
        return problems;
    }

    private async Task<string?> TryAsync(ManifestPlan plan, PlannedObject planned, CancellationToken cancellation)
    {
        try
        {
            if (await client.GetAsync(planned.Kind, planned.Item.Namespace, planned.Item.Name, cancellation) is { } live && ForeignOwner.Of(live, workload.Environment) is { } held)
                return $"{planned.Place}: {held}";
            await client.ApplyAsync(planned.Kind, planned.Item, new ApplyOptions { DryRun = true }, cancellation);
            return null;
        }
        catch (KubeConflictException conflict)
        {
            return conflict.Conflicts.All(field => field.Manager == client.FieldManager) ? null
                : $"{planned.Place}: {planned.Item}: others own fields with other values: {string.Join(", ", conflict.Conflicts)}; leave these fields out of the manifest, or give them to Slipway once: "
                + $"kubectl apply --server-side --force-conflicts --field-manager={client.FieldManager} -f {planned.Place.Split(':')[0]}";
        }
        catch (KubeException refused) when (refused.Status != 401)
        {
            return ComesWithIt(plan, planned, refused) ? null : $"{planned.Place}: {refused.Message}";
        }
    }

    /// <summary>A namespace or kind that the manifests bring themselves is not there at a dry run.</summary>
    private bool ComesWithIt(ManifestPlan plan, PlannedObject planned, KubeException refused) =>
        (refused.Reason == KubeReasons.KindNotServed && plan.Objects.Any(other => other.Kind.Kind == "CustomResourceDefinition"))
        || (refused.Status == 404 && planned.Kind.IsNamespaced && plan.Objects.Any(other => other.Kind.Kind == "Namespace" && other.Item.Name == Namespace));
}
