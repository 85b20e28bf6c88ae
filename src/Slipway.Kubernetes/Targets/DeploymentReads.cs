using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>What is there, from the shared caches: while all is well no request is sent, however often it is asked.</summary>
internal sealed class DeploymentReads(Clusters clusters, DeploymentSpec spec, CrashOutput crashes, PodWarnings warnings, TimeProvider time)
{
    /// <summary>A pod that is not ready by then, and does not say why, is asked about.</summary>
    private static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(10);

    /// <summary>One that has not begun to run by then will not by itself: disks that move from node to node take a minute.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(2);

    private KubeClient Client => clusters.Client(spec.Context);

    private IEnumerable<string> Namespaces => spec.HasTwoNamespaces ? [spec.Namespaces.Blue, spec.Namespaces.Green] : [spec.Namespaces.Blue];

    public async Task<WorkloadStatus> StatusAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var places = await PlacesAsync(environment, cancellation);
        var pods = await PodsAsync(environment, slot, cancellation);
        var ordered = places.Carrier(slot) is { IsLive: true } live ? live.Ordered : null;
        var version = ordered?.Version ?? pods.Select(PodReading.VersionOf).FirstOrDefault(v => v is not null);
        List<InstanceStatus> instances = [.. pods.Select(pod => PodReading.Instance(pod, Port(pod), ordered?.Version.ToString())).OfType<InstanceStatus>()];
        var (told, stuck) = await ToldAsync(instances, pods, cancellation);
        var failure = await FailureAsync(places, slot, pods, cancellation) ?? (ordered is null ? null : stuck);
        return new WorkloadStatus(ordered is null && instances.Count == 0 ? null : version, ordered?.Replicas ?? 0, told, failure);
    }

    /// <summary>The pods of a side, by name.</summary>
    public async Task<IReadOnlyList<KubeObject>> PodsAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var labels = LabelSelector.Parse(string.Join(',', ReleaseTemplate.Labels(environment, slot).Select(label => $"{label.Key}={label.Value}")));
        var pods = new List<KubeObject>();
        foreach (var ns in Namespaces)
            pods.AddRange(await clusters.Cache(spec.Context, ResourceKinds.Pods, ns, Marks.Slot).ListAsync(labels, cancellation: cancellation));
        return pods;
    }

    public string? Port(KubeObject pod) => PodReading.Port(pod, spec.Container, spec.Port);

    /// <summary>What a write returned is read at once.</summary>
    public void Learn(KubeObject deployment) => Deployments(deployment.Namespace!).Learn(deployment);

    /// <summary>Waits until the caches no longer show a twin that was deleted.</summary>
    public async Task UntilGoneAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        foreach (var (ns, name) in DeploymentPlaces.Candidates(spec))
        {
            await Deployments(ns).UntilAsync(ns, name, d =>
                d is null || d.IsBeingDeleted || Ordered.Of(d) is not { Replicas: > 0 } left || left.Slot != slot
                || d.Labels.GetValueOrDefault(Marks.App) != environment.App || d.Labels.GetValueOrDefault(Marks.Environment) != environment.Environment, cancellation);
        }
    }

    /// <summary>The instances, with what the cluster warned of where a pod takes long and does not say why; and the first that is stuck.</summary>
    private async Task<(IReadOnlyList<InstanceStatus> Instances, string? Stuck)> ToldAsync(List<InstanceStatus> instances, IReadOnlyList<KubeObject> pods, CancellationToken cancellation)
    {
        string? stuck = null;
        for (var index = 0; index < instances.Count; index++)
        {
            if (instances[index] is not { State: InstanceState.Starting, Detail: "" } instance)
                continue;
            var pod = pods.First(p => p.Name == instance.Id);
            var age = time.GetUtcNow() - (pod.CreatedAt ?? time.GetUtcNow());
            if (age < AskAfter || await warnings.LatestAsync(Client, pod, cancellation) is not { } warning)
                continue;
            var runs = pod.Text("status", "phase") == "Running";
            instances[index] = instance with { State = runs ? InstanceState.Unready : InstanceState.Starting, Detail = warning };
            if (!runs && age >= StuckAfter)
                stuck ??= $"{pod.Name} does not begin to run: {warning}";
        }

        return (instances, stuck);
    }

    private WatchCache Deployments(string ns) => clusters.Cache(spec.Context, ResourceKinds.Deployments, ns);

    private async Task<DeploymentPlaces> PlacesAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var read = new List<KubeObject>();
        foreach (var (ns, name) in DeploymentPlaces.Candidates(spec))
        {
            if (await Deployments(ns).GetAsync(ns, name, cancellation) is { IsBeingDeleted: false } deployment && OwnDeployment.HeldByAnother(deployment, environment) is null)
                read.Add(deployment);
        }

        return DeploymentPlaces.Of(spec, environment, read);
    }

    private async Task<string?> FailureAsync(DeploymentPlaces places, Slot slot, IReadOnlyList<KubeObject> pods, CancellationToken cancellation)
    {
        if (places.Own.Deployment is null)
            return await MissingAsync(cancellation);
        if (places.Carrier(slot) is not { IsLive: true, Ordered: { } ordered, Deployment: { } deployment })
            return null;
        if (DeploymentTrouble.Of(deployment, ordered, spec, [.. pods.Where(pod => PodReading.VersionOf(pod) == ordered.Version)], time.GetUtcNow()) is not { } trouble)
            return null;
        if (trouble.Pod is not { } pod)
            return trouble.Text;
        if (trouble.Crashed is null)
            return await warnings.LatestAsync(Client, pod, cancellation) is { } warning && !trouble.Text.Contains(warning, StringComparison.Ordinal) ? $"{trouble.Text}; {warning}" : trouble.Text;
        var output = await crashes.ReadAsync(Client, pod, trouble.Crashed, cancellation);
        return output.Length == 0 ? trouble.Text : $"{trouble.Text}\nits last lines:\n{output}";
    }

    private async Task<string> MissingAsync(CancellationToken cancellation)
    {
        var (ns, name) = (spec.Namespaces.Blue, spec.Deployment);
        try
        {
            var space = await Client.GetAsync(ResourceKinds.Namespaces, null, ns, cancellation);
            if (space is null or { IsBeingDeleted: true })
                return $"the namespace {ns} {(space is null ? "does not exist" : "is being deleted")}, and Deployment {name} with it";
        }
        catch (KubeException)
        {
            // Namespaces are often not to be read; that the Deployment is gone is said anyway.
        }

        return $"Deployment {ns}/{name} does not exist any more: somebody deleted it, or its namespace";
    }
}
