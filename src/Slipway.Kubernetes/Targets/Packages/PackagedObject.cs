using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets.Packages;

/// <summary>An object that belongs to a package, as the inventory of the package lists it.</summary>
/// <param name="Kind">As the server serves it.</param>
/// <param name="Namespace">Null for what belongs to the whole cluster.</param>
/// <param name="Uid">Null until it was applied: of what a crash left, the labels say whose it is.</param>
/// <param name="IsTakenOver">It was there before Slipway came, which therefore never deletes it.</param>
internal sealed record PackagedObject(ResourceKind Kind, string? Namespace, string Name, string? Uid = null, bool IsTakenOver = false)
{
    /// <summary>Kinds that hold what nobody can bring back: they are never deleted.</summary>
    private static readonly HashSet<(string Group, string Kind)> Kept =
    [
        ("", "Namespace"), ("", "PersistentVolumeClaim"), ("", "PersistentVolume"), ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ];

    /// <summary>What makes it the same object, whatever version of its kind it was written in.</summary>
    public (string Group, string Kind, string? Namespace, string Name) Key => (Kind.Group, Kind.Kind, Namespace, Name);

    /// <summary>Whether it may be deleted once the package has it no more.</summary>
    public bool MayGo => !IsTakenOver && !Kept.Contains((Kind.Group, Kind.Kind));

    /// <summary>Whether the live object is the one that is meant, and not one that somebody else made under its name.</summary>
    public bool Is(KubeObject live, Core.Values.EnvironmentKey environment) => Uid is { } uid
        ? live.Uid == uid
        : live.Labels.GetValueOrDefault(Marks.App) == environment.App && live.Labels.GetValueOrDefault(Marks.Environment) == environment.Environment;

    public static PackagedObject Of(ResourceKind kind, KubeObject item) => new(kind, kind.IsNamespaced ? item.Namespace : null, item.Name, item.Uid.Length > 0 ? item.Uid : null);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["apiVersion"] = Kind.ApiVersion, ["kind"] = Kind.Kind, ["plural"] = Kind.Plural, ["name"] = Name };
        if (Namespace is not null)
            json["namespace"] = Namespace;
        if (Uid is not null)
            json["uid"] = Uid;
        if (IsTakenOver)
            json["takenOver"] = true;
        return json;
    }

    /// <summary>Null for what <see cref="ToJson"/> does not write.</summary>
    public static PackagedObject? Read(JsonObject json)
    {
        var item = new KubeObject(json);
        if (item is not { ApiVersion.Length: > 0, Kind.Length: > 0 } || item.Text("plural") is not { } plural || item.Text("name") is not { } name)
            return null;
        var (group, version) = item.ApiVersion.Split('/') is [var g, var v] ? (g, v) : ("", item.ApiVersion);
        var ns = item.Text("namespace");
        return new PackagedObject(new ResourceKind(group, version, plural, item.Kind, ns is not null), ns, name, item.Text("uid"), item.Flag("takenOver") ?? false);
    }

    /// <summary>For people: <c>Deployment shop</c>.</summary>
    public override string ToString() => $"{Kind.Kind} {Name}";
}
