namespace Slipway.Core.Import.Reading;

/// <summary>All objects of all files, in their order.</summary>
internal sealed record SourceObjects(IReadOnlyList<SourceObject> All)
{
    private const string Argo = "argoproj.io";
    private const string Flagger = "flagger.app";

    public IEnumerable<SourceObject> Rollouts => Of(Argo, "Rollout");

    public IEnumerable<SourceObject> Canaries => Of(Flagger, "Canary");

    public IEnumerable<SourceObject> Applications => Of(Argo, "Application");

    public IEnumerable<SourceObject> Projects => Of(Argo, "AppProject");

    public SourceObject? Deployment(string name, string @namespace) => Of("apps", "Deployment").FirstOrDefault(o => o.Name == name && o.IsIn(@namespace));

    public SourceObject? AnalysisTemplate(string name, string @namespace, bool ofCluster) => ofCluster
        ? Of(Argo, "ClusterAnalysisTemplate").FirstOrDefault(o => o.Name == name)
        : Of(Argo, "AnalysisTemplate").FirstOrDefault(o => o.Name == name && o.IsIn(@namespace));

    public SourceObject? MetricTemplate(string name, string @namespace) => Of(Flagger, "MetricTemplate").FirstOrDefault(o => o.Name == name && o.IsIn(@namespace));

    /// <summary>The Services whose selector takes pods with these labels.</summary>
    public IReadOnlyList<SourceObject> ServicesOf(SourceField labels, string @namespace)
    {
        var pod = labels.Entries.ToDictionary(e => e.Key, e => e.Field.Text, StringComparer.Ordinal);
        return
        [
            .. Of("", "Service").Where(service => service.IsIn(@namespace)
                && service.Spec["selector"].Entries is { Count: > 0 } selector
                && selector.All(e => pod.TryGetValue(e.Key, out var value) && value == e.Field.Text)),
        ];
    }

    private IEnumerable<SourceObject> Of(string group, string kind) => All.Where(o => o.Group == group && o.Kind == kind);
}
