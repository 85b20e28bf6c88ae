namespace Slipway.Core.Specs.Model;

/// <summary>What has to be in order before a release comes, and after it has come: items in groups, done by phases.</summary>
public sealed record ChecklistSpec
{
    /// <summary>The file that it is in, as the spec names it; null where it stands in the spec itself.</summary>
    public string? File { get; init; }

    /// <summary>In the order of time; empty where items have no time.</summary>
    public IReadOnlyList<ChecklistPhase> Phases { get; init; } = [];

    /// <summary>In the order of the file. Empty only while <see cref="File"/> has not been read: such a checklist is never clear.</summary>
    public IReadOnlyList<ChecklistGroup> Groups { get; init; } = [];

    /// <summary>The items that are answered: those without parts, and the parts of the others.</summary>
    public IEnumerable<ChecklistItem> Leaves() => Groups.SelectMany(group => group.Items).SelectMany(item => item.Parts.Count == 0 ? [item] : item.Parts);

    /// <summary>Null when there is no such item to answer.</summary>
    public ChecklistItem? Find(string id) => Leaves().FirstOrDefault(item => item.Id == id);
}
