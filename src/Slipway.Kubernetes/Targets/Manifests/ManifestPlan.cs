using System.Text.Json.Nodes;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>A version's manifests as objects of a cluster, in the order in which they are applied; with all that is wrong with them. Pure.</summary>
internal sealed class ManifestPlan
{
    private const int MaxNameLength = 253;
    private const int MaxLabelLength = 63;

    private readonly List<string> _problems = [];
    private readonly List<PlannedObject> _objects = [];

    private ManifestPlan(IReadOnlyList<ManifestDocument> documents, ClusterKinds kinds, string ns, EnvironmentKey environment)
    {
        var own = DefinedKinds(documents);
        var seen = new Dictionary<(string, string, string?, string), string>();
        foreach (var document in documents)
        {
            if (Read(document, kinds, own, ns, environment) is not { } planned)
                continue;
            if (seen.TryAdd(planned.Packaged.Key, document.Place))
                _objects.Add(planned);
            else
                _problems.Add($"{document.Place}: {planned.Packaged} stands also at {seen[planned.Packaged.Key]}: keep one");
        }

        _objects = [.. _objects.OrderBy(planned => ManifestOrder.StepOf(planned.Kind))];
    }

    public IReadOnlyList<PlannedObject> Objects => _objects;

    /// <summary>Each a sentence with file and line.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <param name="kinds">What the cluster serves; kinds that the manifests define are known beside them.</param>
    /// <param name="ns">The side's.</param>
    public static ManifestPlan Of(IReadOnlyList<ManifestDocument> documents, ClusterKinds kinds, string ns, EnvironmentKey environment) => new(documents, kinds, ns, environment);

    private PlannedObject? Read(ManifestDocument document, ClusterKinds kinds, IReadOnlyList<ResourceKind> own, string ns, EnvironmentKey environment)
    {
        var item = new KubeObject(document.Json.DeepClone().AsObject());
        if (item.ApiVersion.Length == 0 || item.Kind.Length == 0)
            return Problem($"{document.Place}: is no object of Kubernetes: it has no {(item.ApiVersion.Length == 0 ? "apiVersion" : "kind")}");
        if (item.Name.Length == 0)
            return Problem($"{document.Place}: the {item.Kind} has no metadata.name{(item.Text("metadata", "generateName") is null ? "" : ", and a generated one would be another each time")}: give it one");
        var longest = item.Kind is "Service" or "Namespace" ? MaxLabelLength : MaxNameLength;
        if (item.Name.Length > longest)
            return Problem($"{document.Place}: the name of {item.Kind} {item.Name} has {item.Name.Length} characters; {longest} is the most");
        if ((kinds.FindExact(item.ApiVersion, item.Kind) ?? own.FirstOrDefault(kind => kind.ApiVersion == item.ApiVersion && kind.Kind == item.Kind)) is not { } served)
        {
            var other = kinds.Find(item.ApiVersion.Split('/') is [var group, _] ? group : "", item.Kind);
            return Problem($"{document.Place}: the cluster does not know {item.Kind} in {item.ApiVersion}: {(other is null ? "install its CustomResourceDefinition, or correct apiVersion and kind" : $"it serves {other.ApiVersion}")}");
        }

        if (served.IsNamespaced && item.Namespace is { Length: > 0 } elsewhere && elsewhere != ns)
            return Problem($"{document.Place}: {item.Kind} {item.Name} is for namespace {elsewhere}, but this side's is {ns}: leave metadata.namespace out");
        Complete(item, served.IsNamespaced ? ns : null, environment);
        return new PlannedObject(served, item, document.Place);
    }

    /// <summary>What a writer of manifests leaves out, and what only a server writes.</summary>
    private static void Complete(KubeObject item, string? ns, EnvironmentKey environment)
    {
        item.Json.Remove("status");
        var metadata = item.Json.Within("metadata");
        foreach (var name in new[] { "creationTimestamp", "managedFields", "resourceVersion", "uid", "generation", "selfLink" })
            metadata.Remove(name);
        if (ns is null)
            metadata.Remove("namespace");
        else
            metadata["namespace"] = ns;
        item.Label(Marks.App, environment.App);
        item.Label(Marks.Environment, environment.Environment);
    }

    private static List<ResourceKind> DefinedKinds(IReadOnlyList<ManifestDocument> documents) =>
    [
        .. documents.Select(document => new KubeObject(document.Json)).Where(item => item.Kind == "CustomResourceDefinition").SelectMany(definition =>
            definition.Items("spec", "versions").Select(version => new ResourceKind(
                definition.Text("spec", "group") ?? "", (string?)(version["name"] as JsonValue) ?? "", definition.Text("spec", "names", "plural") ?? "",
                definition.Text("spec", "names", "kind") ?? "", definition.Text("spec", "scope") != "Cluster"))),
    ];

    private PlannedObject? Problem(string text)
    {
        _problems.Add(text);
        return null;
    }
}
