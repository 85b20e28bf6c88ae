using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Objects;

/// <summary>
/// The object in which a kind of router keeps its split, and at most one more that Slipway adds to it. All of it computes:
/// objects in, objects out. What is not the split's stays as it is, byte for byte.
/// </summary>
/// <param name="sides">The Services that backends lead to.</param>
/// <param name="address">As the spec says it: <c>NAME</c> or <c>NAMESPACE/NAME</c>.</param>
internal abstract class RouterObject(SideServices sides, string address)
{
    public SideServices Sides { get; } = sides;

    /// <summary>The versions under which clusters serve the kind, the preferred one first.</summary>
    public abstract IReadOnlyList<ResourceKind> Kinds { get; }

    public string Namespace { get; } = address.Contains('/', StringComparison.Ordinal) ? address[..address.IndexOf('/', StringComparison.Ordinal)] : sides.Namespaces.Blue;

    public string Name { get; } = address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The object of the same kind that Slipway makes beside it; null for a kind that needs none.</summary>
    public virtual ServiceName? Own => null;

    /// <summary>True where the router itself picks the side's pods out of the app's Service, whose selector must then leave both in.</summary>
    public virtual bool PicksFromService => false;

    /// <summary>Why this object cannot carry the split, in words; empty: it can.</summary>
    public abstract IEnumerable<string> Problems(JsonObject main);

    /// <summary>A copy of the object that shows what is wanted.</summary>
    public abstract JsonObject Write(JsonObject main, Wanted wanted);

    /// <summary>What is wanted of the object beside it: its annotations and spec; null: that it is not there.</summary>
    public virtual JsonObject? WriteOwn(JsonObject main, Wanted wanted) => null;

    /// <summary>The split that the objects show; null when it is unclear.</summary>
    /// <param name="pinned">The side that the app's own Service leads to; null: to both, or to none.</param>
    public abstract TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned);
}
