using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets;

/// <summary>
/// Copies of the ConfigMaps and Secrets that belong to a release, named by their content and never changed. A copy notes which
/// releases it belongs to: one that comes back, to whichever side, has what it had, whatever the originals say by then.
/// </summary>
internal sealed class ConfigCopies(KubeClient client, DeploymentSpec spec, EnvironmentKey environment)
{
    /// <summary>Copies of one original that are kept though no pod template names them: as many ways back as a Deployment keeps.</summary>
    private const int KeptUnused = 10;

    /// <summary>Releases that one copy notes; older ones are forgotten first.</summary>
    private const int MaxReleases = 30;

    private const string Releases = "slipway.dev/releases";

    private IEnumerable<(bool IsSecret, string Name)> Listed => spec.ConfigMaps.Select(name => (false, name)).Concat(spec.Secrets.Select(name => (true, name)));

    /// <summary>Makes what is missing of a release's copies in a namespace.</summary>
    /// <returns>By original, the name of the copy.</returns>
    /// <exception cref="PortUnavailableException">An original is not there.</exception>
    public async Task<IReadOnlyDictionary<(bool IsSecret, string Name), string>> EnsureAsync(FencedWrites writes, string ns, Workload workload, CancellationToken cancellation)
    {
        var names = new Dictionary<(bool IsSecret, string Name), string>();
        foreach (var listed in Listed)
            names[listed] = await EnsureAsync(writes, ns, listed.IsSecret ? ResourceKinds.Secrets : ResourceKinds.ConfigMaps, listed.Name, ReleaseKey(workload), cancellation);
        return names;
    }

    /// <summary>Deletes copies that no pod template uses and that are not among the newest.</summary>
    public async Task PruneAsync(FencedWrites writes, string ns, CancellationToken cancellation)
    {
        if (!Listed.Any())
            return;
        var selector = Ours();
        var sets = await client.ListAsync(ResourceKinds.ReplicaSets, ns, new ListOptions { LabelSelector = selector }, cancellation);
        var deployments = await client.ListAsync(ResourceKinds.Deployments, ns, new ListOptions { LabelSelector = selector }, cancellation);
        foreach (var listed in Listed)
        {
            var kind = listed.IsSecret ? ResourceKinds.Secrets : ResourceKinds.ConfigMaps;
            var used = sets.Items.Concat(deployments.Items).SelectMany(item => ConfigReferences.Names(item.Json.Within("spec", "template", "spec"), listed.IsSecret)).ToHashSet(StringComparer.Ordinal);
            var unused = (await CopiesAsync(kind, ns, listed.Name, cancellation)).Where(copy => !used.Contains(copy.Name)).OrderByDescending(copy => copy.CreatedAt).Skip(KeptUnused);
            foreach (var copy in unused)
                await writes.DeleteAsync(kind, ns, copy.Name, item => item.Labels.ContainsKey(Marks.CopyOf), cancellation);
        }
    }

    private async Task<string> EnsureAsync(FencedWrites writes, string ns, ResourceKind kind, string name, string release, CancellationToken cancellation)
    {
        var copies = await CopiesAsync(kind, ns, name, cancellation);
        if (copies.FirstOrDefault(copy => Belongs(copy).Contains(release)) is { } known)
            return known.Name;
        var original = await client.GetAsync(kind, ns, name, cancellation)
            ?? (ns == spec.Namespaces.Blue ? null : await client.GetAsync(kind, spec.Namespaces.Blue, name, cancellation))
            ?? throw new PortUnavailableException($"{kind.Kind} {ns}/{name} does not exist: create it, or take it out of '{(kind == ResourceKinds.Secrets ? "secrets" : "configMaps")}'");
        var copy = Copy(kind, original, ns, release);
        if (await writes.CreateAsync(kind, copy, cancellation) is null)
        {
            await writes.ChangeAsync(kind, ns, copy.Name, there =>
                there.Annotation(Releases, string.Join('\n', Belongs(there).Append(release).Distinct(StringComparer.Ordinal).TakeLast(MaxReleases))), cancellation);
        }

        return copy.Name;
    }

    private async Task<IReadOnlyList<KubeObject>> CopiesAsync(ResourceKind kind, string ns, string name, CancellationToken cancellation) =>
        (await client.ListAsync(kind, ns, new ListOptions { LabelSelector = $"{Ours()},{Marks.CopyOf}={name}" }, cancellation)).Items;

    private KubeObject Copy(ResourceKind kind, KubeObject original, string ns, string release)
    {
        var copy = KubeObject.New(kind, ns, CopyName.Of(original));
        foreach (var part in new[] { "data", "binaryData", "type" })
        {
            if (original.Find(part) is { } content)
                copy.Json[part] = content.DeepClone();
        }

        // Servers before 1.19 do not know it and leave it out; the name holds the content fast all the same.
        copy.Json["immutable"] = true;
        copy.Label(Marks.ManagedBy, Marks.Slipway);
        copy.Label(Marks.App, environment.App);
        copy.Label(Marks.Environment, environment.Environment);
        copy.Label(Marks.CopyOf, original.Name);
        copy.Annotation(Releases, release);
        return copy;
    }

    private string Ours() => $"{Marks.App}={environment.App},{Marks.Environment}={environment.Environment}";

    private static string[] Belongs(KubeObject copy) => (copy.Text("metadata", "annotations", Releases) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A version and its image: the same name with another image is another release.</summary>
    private static string ReleaseKey(Workload workload) => $"{workload.Version} {Digest.Of(workload.Artifact).Short}";
}
