using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>
/// What the server would change if the manifests were applied again: it is asked by a dry run, so that its own defaults and what
/// others own rightly are no difference. Paths only; a Secret's values are never looked into.
/// </summary>
internal sealed class ManifestDrift(KubeClient client)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<Drift>> ReadAsync(ManifestPlan plan, CancellationToken cancellation)
    {
        var drifts = new List<Drift>();
        foreach (var some in plan.Objects.Chunk(AtOnce))
            drifts.AddRange((await Task.WhenAll(some.Select(planned => CompareAsync(planned, cancellation)))).OfType<Drift>());
        return drifts;
    }

    private async Task<Drift?> CompareAsync(PlannedObject planned, CancellationToken cancellation)
    {
        if (await client.GetAsync(planned.Kind, planned.Item.Namespace, planned.Item.Name, cancellation) is not { } live)
            return new Drift(planned.Packaged.ToString(), []);
        var wanted = new KubeObject(planned.Item.Json.DeepClone().AsObject());
        // Our own note on the object is part of what is applied, else the dry run would take it away.
        wanted.Annotation(Marks.Order, live.Text("metadata", "annotations", Marks.Order));
        var applied = await client.ApplyAsync(planned.Kind, wanted, new ApplyOptions { DryRun = true, Force = true }, cancellation);
        var paths = FieldPaths.Of(JsonChanges.Between(Comparable(live), Comparable(applied)));
        return paths.Count == 0 ? null : new Drift(planned.Packaged.ToString(), paths);
    }

    private static JsonObject Comparable(KubeObject item)
    {
        var json = item.Json.DeepClone().AsObject();
        json.Remove("status");
        foreach (var name in new[] { "managedFields", "resourceVersion", "generation", "creationTimestamp" })
            json.Within("metadata").Remove(name);
        return json;
    }
}
