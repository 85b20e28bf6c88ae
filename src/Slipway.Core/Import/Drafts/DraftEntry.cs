using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Drafts;

/// <summary>A key of a spec that is being written, with one of a value, a map or a list.</summary>
/// <param name="From">The field of a manifest that it comes from; null: as the keys around it.</param>
internal sealed record DraftEntry(string Key, SourceField? From)
{
    /// <summary>As YAML on one line.</summary>
    public string? Value { get; init; }

    public DraftMap? Map { get; init; }

    public IReadOnlyList<DraftItem> Items { get; init; } = [];
}
