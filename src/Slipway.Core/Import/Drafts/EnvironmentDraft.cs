using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Drafts;

/// <summary>An environment of a spec that is being written.</summary>
internal sealed class EnvironmentDraft
{
    private const string Production = "production";
    private const string DefaultNamespace = "default";

    /// <param name="source">What it is made from.</param>
    /// <param name="where">The namespace that its pods are in, where that is not the source's own.</param>
    public EnvironmentDraft(SourceObject source, string? where = null)
    {
        Source = source;
        var named = where ?? source.Namespace;
        Namespace = named.Length > 0 ? named : DefaultNamespace;
        Name = named.Length > 0 && named != DefaultNamespace && Values.EnvironmentKey.IsName(named) ? named : Production;
    }

    public SourceObject Source { get; }

    public string Name { get; }

    public string Namespace { get; }

    /// <summary>A version's image, with <c>{version}</c> in it; null where versions are not images.</summary>
    public string? Image { get; set; }

    public SourceField? ImageFrom { get; set; }

    /// <summary>Where a new version is: the one key under <c>target</c>.</summary>
    public DraftMap Target { get; } = new();

    public RouterDraft? Router { get; set; }

    public DraftMap Strategy { get; } = new();

    public List<DraftItem> Analysis { get; } = [];

    /// <summary>How long each weight is observed.</summary>
    public TimeSpan Observe { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether nothing is to judge, by the manifest's own words.</summary>
    public bool IsUnjudged { get; set; }

    public List<DraftItem> Gates { get; } = [];

    public List<DraftItem> Windows { get; } = [];

    /// <summary>The path of one of its keys in the spec; of itself without one.</summary>
    public string At(string key = "") => $"environments.{Name}{(key.Length == 0 ? "" : $".{key}")}";

    public void Confirm(string question, string before, SourceField from) =>
        Gates.Add(new DraftItem($"{{ confirm: {Specs.Schema.YamlWord.Of(question)}, before: {before} }}", from));

    public void Wait(TimeSpan time, string before, SourceField from) =>
        Gates.Add(new DraftItem($"{{ wait: {Specs.Text.SpecDuration.Format(time)}, before: {before} }}", from));

    public DraftMap ToMap()
    {
        var map = new DraftMap().Map("target", Target);
        if (Router is not null)
            map.Map("traffic", Router.ToMap());
        map.Map("strategy", Strategy);
        if (IsUnjudged)
            map.Value("analysis", "[]");
        else
            map.List("analysis", Analysis);
        return map.List("gates", Gates).List("windows", Windows);
    }
}
