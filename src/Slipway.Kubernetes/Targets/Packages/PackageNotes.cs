using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>The note of the package in one namespace.</summary>
internal sealed class PackageNotes(Clusters clusters, string? context, string ns)
{
    /// <summary>The ConfigMaps that Slipway made, and not what an app keeps in its own.</summary>
    private const string OurOwn = $"{Marks.ManagedBy}={Marks.Slipway}";

    private WatchCache Cache => clusters.Cache(context, ResourceKinds.ConfigMaps, ns, OurOwn);

    /// <summary>From the shared cache.</summary>
    public async Task<PackageNote?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        PackageNote.Read(await Cache.GetAsync(ns, PackageNote.NameFor(environment), cancellation));

    /// <summary>From the server, for what decides about a write.</summary>
    public async Task<PackageNote?> ReadNowAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        PackageNote.Read(await clusters.Client(context).GetAsync(ResourceKinds.ConfigMaps, ns, PackageNote.NameFor(environment), cancellation));

    public async Task WriteAsync(FencedWrites writes, EnvironmentKey environment, PackageNote note, CancellationToken cancellation)
    {
        var name = PackageNote.NameFor(environment);
        if (note.Objects.Count > PackageNote.MaxObjects)
            throw new PortUnavailableException($"{environment} would have {note.Objects.Count} objects; {PackageNote.MaxObjects} is the most: split it into several apps");
        var map = KubeObject.New(ResourceKinds.ConfigMaps, ns, name);
        map.Label(Marks.ManagedBy, Marks.Slipway);
        map.Label(Marks.App, environment.App);
        map.Label(Marks.Environment, environment.Environment);
        await writes.CreateAsync(ResourceKinds.ConfigMaps, map, cancellation);
        var written = await writes.ChangeAsync(ResourceKinds.ConfigMaps, ns, name, read => read.Json["data"] = note.ToData(), cancellation)
            ?? throw new PortUnavailableException($"ConfigMap {ns}/{name} was deleted while it was written: try again");
        Cache.Learn(written);
    }

    /// <summary>An order that finds nothing to do marks the note all the same: an older one that is still on its way must find it.</summary>
    public async Task StampAsync(FencedWrites writes, EnvironmentKey environment, CancellationToken cancellation)
    {
        if (await writes.ChangeAsync(ResourceKinds.ConfigMaps, ns, PackageNote.NameFor(environment), static _ => { }, cancellation) is { } stamped)
            Cache.Learn(stamped);
    }
}
