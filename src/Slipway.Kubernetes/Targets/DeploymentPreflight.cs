using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>What would keep a version from coming to a Deployment, found without changing anything. Each a sentence with its remedy.</summary>
internal sealed class DeploymentPreflight(KubeClient client, DeploymentSpec spec, Workload workload)
{
    /// <summary>From this one on, two autoscalers whose selectors have pods in common both stop scaling.</summary>
    private const int AmbiguousSelectorsSince = 26;

    private string Own => $"Deployment {spec.Namespaces.Blue}/{spec.Deployment}";

    private IEnumerable<string> Spaces => spec.HasTwoNamespaces ? [spec.Namespaces.Blue, spec.Namespaces.Green] : [spec.Namespaces.Blue];

    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        List<string> problems = [.. OfNames(), .. OfImage()];
        try
        {
            var missing = await OfAccessAsync(cancellation);
            problems.AddRange(missing);
            // What may not be read cannot be looked at either: the verbs that lack are the answer.
            if (missing.Count == 0)
                problems.AddRange(await OfClusterAsync(cancellation));
        }
        catch (KubeException refused)
        {
            problems.Add(refused.Message);
        }

        return problems;
    }

    private IEnumerable<string> OfNames()
    {
        // The names are parts of an object's name and values of labels, which do not end in a dash.
        var environment = workload.Environment;
        foreach (var name in new[] { environment.App, environment.Environment }.Where(name => name.EndsWith('-')))
            yield return $"'{name}' ends with '-', which Kubernetes does not allow in labels: use another name";
        if (spec is { Twin: { } twin, HasTwoNamespaces: false } && spec.Deployment.Length + 1 + twin.Length > 63)
            yield return $"the twin's name, {spec.Deployment}-{twin}, is longer than 63 characters: rename the Deployment";
    }

    private IEnumerable<string> OfImage()
    {
        if (workload.Artifact.Split('@') is not [_, var digest] || !Digest.TryParse(digest, out _))
            yield return $"'{workload.Artifact}' does not name an image by its digest (…@sha256:…): set `image` in the spec";
    }

    private async Task<IReadOnlyList<string>> OfAccessAsync(CancellationToken cancellation)
    {
        var asked = AccessNeed.Of(spec).SelectMany(need => need.Verbs.Select(async verb =>
            (Need: need, Verb: verb, (await client.CanAsync(verb, need.Kind, need.Namespace, subresource: need.Subresource, cancellation: cancellation)).Allowed)));
        return [.. (await Task.WhenAll(asked)).Where(answer => !answer.Allowed)
            .Select(answer => $"the user of context {client.Access.Name} may not {answer.Verb} {answer.Need.Kind}{(answer.Need.Subresource is { } part ? $"/{part}" : "")} in namespace {answer.Need.Namespace}: add it to the user's role, or run slipway install")
            .Distinct(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>> OfClusterAsync(CancellationToken cancellation)
    {
        if (await client.GetAsync(ResourceKinds.Deployments, spec.Namespaces.Blue, spec.Deployment, cancellation) is not { } own)
            return [$"{Own} does not exist: create it as you did until now, or correct its 'name' in the spec"];
        List<string> problems = [.. OfDeployment(own), .. await OfOthersAsync(cancellation)];
        foreach (var ns in Spaces)
            problems.AddRange(await OfConfigurationAsync(own, ns, cancellation));
        problems.AddRange(await OfAutoscalerAsync(cancellation));
        problems.AddRange(await OfQuotaAsync(own, cancellation));
        return problems;
    }

    private IEnumerable<string> OfDeployment(KubeObject own)
    {
        if (OwnDeployment.HeldByAnother(own, workload.Environment) is { } held)
            yield return held;
        if (own.Labels.ContainsKey(Marks.CopyOf))
            yield return $"{Own} is itself a twin that Slipway made: name the app's own Deployment";
        if (own.Flag("spec", "paused") == true)
            yield return $"{Own} is paused, so nothing would change: kubectl rollout resume deployment {spec.Deployment} -n {spec.Namespaces.Blue}";
        var containers = own.Items("spec", "template", "spec", "containers").Select(c => (string?)c["name"] ?? "").ToList();
        if (ReleaseTemplate.Container(own, spec) is null)
        {
            yield return spec.Container is { } name
                ? $"{Own} has no container '{name}'; it has {string.Join(", ", containers)}"
                : $"{Own} has several containers: say under 'container' which of {string.Join(", ", containers)} gets the release's image";
        }
    }

    private async Task<IEnumerable<string>> OfOthersAsync(CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var (ns, name) in DeploymentPlaces.Candidates(spec).Skip(1))
        {
            if (await client.GetAsync(ResourceKinds.Deployments, ns, name, cancellation) is not { } there)
                continue;
            if (OwnDeployment.HeldByAnother(there, workload.Environment) is { } held)
                problems.Add(held);
            else if (!spec.HasTwoNamespaces && name == $"{spec.Deployment}-{spec.Twin}" && !there.Labels.ContainsKey(Marks.CopyOf))
                problems.Add($"{there} is in the way: Slipway makes the twin under this name; delete or rename it");
        }

        return problems;
    }

    private async Task<IEnumerable<string>> OfConfigurationAsync(KubeObject own, string ns, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var (kind, names, secrets) in new[] { (ResourceKinds.ConfigMaps, spec.ConfigMaps, false), (ResourceKinds.Secrets, spec.Secrets, true) })
        {
            var used = ConfigReferences.Names(own.Json.Within("spec", "template", "spec"), secrets).Select(CopyName.Original).ToHashSet(StringComparer.Ordinal);
            foreach (var name in names)
            {
                if (!used.Contains(name))
                    problems.Add($"the template of {Own} does not use the {kind.Kind} {name}: take it out of '{(secrets ? "secrets" : "configMaps")}'");
                else if (ns == spec.Namespaces.Blue && await client.GetAsync(kind, ns, name, cancellation) is null)
                    problems.Add($"{kind.Kind} {ns}/{name} does not exist: create it, or take it out of '{(secrets ? "secrets" : "configMaps")}'");
            }
        }

        return problems.Distinct(StringComparer.Ordinal);
    }

    private async Task<IEnumerable<string>> OfAutoscalerAsync(CancellationToken cancellation)
    {
        if (await Autoscaling.FindAsync(client, spec.Namespaces.Blue, spec.Deployment, cancellation) is not { } autoscaler)
            return [];
        var problems = new List<string>();
        var (fewest, most) = (autoscaler.Integer("spec", "minReplicas") ?? 1, autoscaler.Integer("spec", "maxReplicas") ?? 1);
        if (fewest < spec.Replicas)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture,
                $"{autoscaler} may go down to {fewest} pods, fewer than the {spec.Replicas} of 'replicas', and the version would count as failing: use replicas: {fewest}, or raise minReplicas (maxReplicas is {most})"));
        }

        if (spec.Thins)
            problems.Add($"{autoscaler} sets the number of pods, and this strategy makes shares of the requests by that number: use a router with weights and a canary, or remove the autoscaler");
        if (spec is { Twin: not null, HasTwoNamespaces: false } && await MinorAsync(cancellation) >= AmbiguousSelectorsSince)
            problems.Add($"{autoscaler} and one for the twin would have pods in common, since a Deployment's selector cannot be changed, and from Kubernetes 1.{AmbiguousSelectorsSince} on both would stop scaling: give the sides 'namespaces' of their own, or use the rolling strategy without traffic");
        return problems;
    }

    private async Task<IEnumerable<string>> OfQuotaAsync(KubeObject own, CancellationToken cancellation)
    {
        // Only the room for a twin: in place the controller replaces pods as it goes.
        if (!spec.HasTwoPlaces || workload.Slot == Slot.Blue && !spec.HasTwoNamespaces && Ordered.Of(own) is null)
            return [];
        try
        {
            var quotas = await client.ListAsync(ResourceKinds.ResourceQuotas, spec.Namespaces[workload.Slot], cancellation: cancellation);
            return QuotaRoom.Problems(quotas.Items, own.Json.Within("spec", "template", "spec"), workload.Replicas);
        }
        catch (KubeException unread) when (unread.Status is 403)
        {
            // Quotas are often not to be read: then their refusal is seen when it comes.
            return [];
        }
    }

    private async Task<int> MinorAsync(CancellationToken cancellation)
    {
        var version = (await client.DiscoverAsync(cancellation)).Version.TrimStart('v').Split('.');
        return version.Length > 1 && int.TryParse(version[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;
    }
}
