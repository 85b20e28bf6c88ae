using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>The object that Slipway makes beside a router's own, for as long as both sides have a share.</summary>
internal sealed class OwnTwin(RouterCluster cluster, RouterObject routed, ResourceKind kind, EnvironmentKey environment, FencedWrites writes)
{
    private readonly ServiceName? _name = routed.Own;

    /// <param name="own">What is wanted of it: annotations and spec.</param>
    /// <param name="main">The router's own object: when it goes, this one goes.</param>
    public async Task KeepAsync(JsonObject own, KubeObject main, CancellationToken cancellation)
    {
        var name = _name!.Value;
        if (await cluster.Client.GetAsync(kind, name.Namespace, name.Name, cancellation) is null)
        {
            // Nobody can tell a creation that comes late from one that is due: so it is created without effect.
            await writes.CreateAsync(kind, New(name, routed.Idle(own), main), cancellation);
            await writes.ConfirmAsync(cancellation);
        }

        var changed = await writes.ChangeAsync(kind, name.Namespace, name.Name, found => Take(found, own), cancellation)
            ?? throw new PortUnavailableException($"the {kind.Kind} {name} was deleted while it was written; it is made again with the next try");
        cluster.Cache(kind, name.Namespace).Learn(changed);
    }

    public async Task RemoveAsync(CancellationToken cancellation)
    {
        if (_name is not { } name)
            return;
        await writes.DeleteAsync(kind, name.Namespace, name.Name, found => OwnObject.IsOf(found, environment), cancellation);
        await cluster.Cache(kind, name.Namespace).UntilAsync(name.Namespace, name.Name, found => found is null or { IsBeingDeleted: true } || !OwnObject.IsOf(found, environment), cancellation);
    }

    private KubeObject New(ServiceName name, JsonObject own, KubeObject main)
    {
        var made = KubeObject.New(kind, name.Namespace, name.Name);
        var metadata = made.Json["metadata"]!.AsObject();
        metadata["labels"] = OwnObject.Labels(environment);
        if (name.Namespace == main.Namespace)
            metadata["ownerReferences"] = OwnObject.OwnedBy(main);
        if (own.Object("metadata").Object("annotations") is { } annotations)
            metadata["annotations"] = annotations.DeepClone();
        made.Json["spec"] = own["spec"]!.DeepClone();
        return made;
    }

    /// <summary>Makes it as wanted; annotations that others put on it stay.</summary>
    private static void Take(KubeObject found, JsonObject own)
    {
        found.Json.Put("spec", own["spec"]!.DeepClone());
        if (own.Object("metadata").Object("annotations") is not { } wanted)
            return;
        var metadata = found.Json["metadata"]!.AsObject();
        var annotations = metadata.Object("annotations")?.Copy() ?? [];
        var groups = wanted.Select(a => GroupOf(a.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in annotations.Select(a => a.Key).Where(name => groups.Contains(GroupOf(name)) && !wanted.ContainsKey(name)).ToList())
            annotations.Remove(name);
        foreach (var (name, value) in wanted)
            annotations.Put(name, value?.DeepClone());
        metadata.Put("annotations", annotations);
    }

    private static string GroupOf(string annotation) => annotation.Split('/')[0];
}
