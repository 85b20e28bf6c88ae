using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>
/// How a package is, as one instance: ready when all that it runs is. From the shared caches: while all is well no request is sent,
/// however often it is asked.
/// </summary>
internal sealed class PackageReads(Clusters clusters, string? context, PodProber prober)
{
    private const int MaxDetails = 5;
    private const int MaxLogLines = 10_000;
    private const int MaxLogBytes = 4 * 1024 * 1024;

    private KubeClient Client => clusters.Client(context);

    /// <param name="note">Null where nothing was ever ordered.</param>
    /// <param name="working">What an order is at just now; null when none is.</param>
    public async Task<WorkloadStatus> StatusAsync(PackageNote? note, Slot slot, string? working, CancellationToken cancellation)
    {
        if (note is null || note.Slot != slot)
            return WorkloadStatus.Nothing;
        var found = await HealthAsync(note.Objects, note.IsWanted, cancellation);
        if (!note.IsWanted)
        {
            return found.Count == 0
                ? WorkloadStatus.Nothing
                : new WorkloadStatus(note.Version, 0, [Instance(note, InstanceState.Stopping, Told(found))], null);
        }

        var troubled = found.Where(health => health.State != InstanceState.Ready).ToList();
        if (working is not null || note.IsWorking)
            return new WorkloadStatus(note.Version, 1, [Instance(note, InstanceState.Starting, working ?? "its objects are being applied")], null);
        if (troubled.Count == 0)
            return new WorkloadStatus(note.Version, 1, [Instance(note, InstanceState.Ready, "")], null);
        var state = troubled.Exists(health => health.State == InstanceState.Starting) ? InstanceState.Starting : InstanceState.Unready;
        var failure = troubled.Select(health => health.Failure).FirstOrDefault(f => f is not null) ?? await PodFailureAsync(note.Objects, cancellation);
        return new WorkloadStatus(note.Version, 1, [Instance(note, state, Told(troubled))], failure);
    }

    public async Task<IReadOnlyList<CheckResult>> RunChecksAsync(PackageNote? note, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        note is null || note.Slot != slot || (await StatusAsync(note, slot, null, cancellation)).Ready == 0 ? [] : await PutChecksAsync(note.Objects, IdOf(note.Slot, note.Version), checks, cancellation);

    /// <summary>Each check to each ready pod that has a port; what all of them say is said of the whole.</summary>
    public async Task<IReadOnlyList<CheckResult>> PutChecksAsync(IReadOnlyList<PackagedObject> objects, string id, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation)
    {
        var pods = (await new PackagePods(Client).ListAsync(objects, cancellation)).Where(PackagePods.TakesChecks).ToList();
        return await Task.WhenAll(checks.Select(async check =>
        {
            var answers = await Task.WhenAll(pods.Select(async pod => (Pod: pod, Answer: await prober.AskAsync(Client, pod, PodReading.Port(pod, null, null), check.Probe, cancellation))));
            var failed = answers.Where(answer => !answer.Answer.Passed).ToList();
            var detail = pods.Count == 0 ? "no pod has a port that could be asked"
                : failed.Count > 0 ? string.Join("; ", failed.Take(MaxDetails).Select(answer => $"{answer.Pod.Name}: {answer.Answer.Detail}"))
                : $"{answers[0].Answer.Detail} on {pods.Count} pods";
            return new CheckResult(check.Name, id, pods.Count > 0 && failed.Count == 0, detail);
        }));
    }

    public async Task<IReadOnlyList<LogLine>> ReadLogsAsync(IReadOnlyList<PackagedObject> objects, int lines, CancellationToken cancellation)
    {
        var read = new List<LogLine>();
        foreach (var pod in await new PackagePods(Client).ListAsync(objects, cancellation))
        {
            var container = pod.Text("metadata", "annotations", "kubectl.kubernetes.io/default-container") ?? (string?)pod.Items("spec", "containers").FirstOrDefault()?["name"];
            try
            {
                var options = new LogOptions { Container = container, TailLines = Math.Clamp(lines, 1, MaxLogLines), MaxBytes = MaxLogBytes };
                var text = await Client.ReadLogsAsync(pod.Namespace, pod.Name, options, cancellation);
                read.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new LogLine(pod.Name, line)));
            }
            catch (KubeException none) when (none.Status is 400 or 404)
            {
                // It has not begun, or has gone meanwhile: nothing was printed.
            }
        }

        return read;
    }

    /// <summary>What a write returned is read at once.</summary>
    public void Learn(ResourceKind kind, KubeObject written)
    {
        if (ObjectHealth.IsWatched(kind))
            CacheOf(kind, written.Namespace).Learn(written);
    }

    /// <summary>What pods say about why they do not run; null where they say nothing that waiting would not heal.</summary>
    public async Task<string?> PodFailureAsync(IReadOnlyList<PackagedObject> objects, CancellationToken cancellation)
    {
        try
        {
            return PackagePods.Failure(await new PackagePods(Client).ListAsync(objects, cancellation), Client.Connection.Time.GetUtcNow());
        }
        catch (KubeException refused) when (refused.Status == 403)
        {
            // Pods may not be read: what their controllers say must do.
            return null;
        }
    }

    /// <summary>Of the one instance that a package is.</summary>
    public static string IdOf(Slot slot, ReleaseVersion version) => $"{slot.Label()}-{version}";

    private static InstanceStatus Instance(PackageNote note, InstanceState state, string detail) => new(IdOf(note.Slot, note.Version), state, Address: null, Restarts: 0, note.At, detail);

    private static string Told(IReadOnlyList<ObjectHealth> troubled) => string.Join("; ", troubled.Take(MaxDetails).Select(health => health.Detail))
        + (troubled.Count > MaxDetails ? $"; and {troubled.Count - MaxDetails} more" : "");

    /// <param name="isWanted">Else: only what is still there.</param>
    private async Task<IReadOnlyList<ObjectHealth>> HealthAsync(IReadOnlyList<PackagedObject> objects, bool isWanted, CancellationToken cancellation)
    {
        var found = new List<ObjectHealth>();
        foreach (var item in objects.Where(item => ObjectHealth.IsWatched(item.Kind)))
        {
            if (await CacheOf(item.Kind, item.Namespace).GetAsync(item.Namespace, item.Name, cancellation) is { } live && (isWanted || item.Uid is null || live.Uid == item.Uid))
                found.Add(isWanted ? ObjectHealth.Of(live) : new ObjectHealth(InstanceState.Stopping, $"{item} is still there"));
            else if (isWanted)
                found.Add(ObjectHealth.Missing(item));
        }

        return found;
    }

    private WatchCache CacheOf(ResourceKind kind, string? ns) => clusters.Cache(context, kind, kind.IsNamespaced ? ns : null);
}
