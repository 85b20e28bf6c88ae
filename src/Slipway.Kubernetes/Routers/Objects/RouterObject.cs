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

    public string Namespace { get; } = NamespaceOf(address, sides);

    public string Name { get; } = NameOf(address);

    /// <summary>The object of the same kind that Slipway makes beside it; null for a kind that needs none.</summary>
    public virtual ServiceName? Own => null;

    /// <summary>True where the router itself picks the side's pods out of the app's Service, whose selector must then leave both in.</summary>
    public virtual bool PicksFromService => false;

    /// <summary>An object that it relies on and that nobody changes here; null for a kind that relies on none.</summary>
    public virtual NeededObject? Needs => null;

    /// <summary>Why this object cannot carry the split, in words; empty: it can.</summary>
    public abstract IEnumerable<string> Problems(JsonObject main);

    /// <summary>A copy of the object that shows what is wanted.</summary>
    public abstract JsonObject Write(JsonObject main, Wanted wanted);

    /// <summary>What is wanted of the object beside it: its annotations and spec; null: that it is not there.</summary>
    public virtual JsonObject? WriteOwn(JsonObject main, Wanted wanted) => null;

    /// <summary>The object beside it as it may be created: without any effect on requests until it is known that no newer order came in between.</summary>
    public virtual JsonObject Idle(JsonObject own) => own;

    /// <summary>The split that the objects show; null when it is unclear.</summary>
    /// <param name="pinned">The side that the app's own Service leads to; null: to both, or to none.</param>
    public abstract TrafficSplit? Read(JsonObject main, JsonObject? own, Slot? pinned);

    protected static string NameOf(string address) => address[(address.IndexOf('/', StringComparison.Ordinal) + 1)..];

    protected string NamespaceOf(string address) => NamespaceOf(address, Sides);

    private static string NamespaceOf(string address, SideServices sides) =>
        address.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? address[..slash] : sides.Namespaces.Blue;
}
