using Slipway.Core.Import.Reading;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Text;

namespace Slipway.Core.Import.Drafts;

/// <summary>Keys of a spec that is being written, in their order.</summary>
internal sealed class DraftMap
{
    private readonly List<DraftEntry> _entries = [];

    public IReadOnlyList<DraftEntry> Entries => _entries;

    public bool Has(string key) => _entries.Exists(e => e.Key == key);

    public DraftMap Text(string key, string text, SourceField? from = null) => Value(key, YamlWord.Of(text), from);

    public DraftMap Duration(string key, TimeSpan duration, SourceField? from = null) => Value(key, SpecDuration.Format(duration), from);

    /// <param name="value">As YAML on one line.</param>
    public DraftMap Value(string key, string value, SourceField? from = null) => Put(new DraftEntry(key, from) { Value = value });

    public DraftMap Map(string key, DraftMap map, SourceField? from = null) => Put(new DraftEntry(key, from) { Map = map });

    public DraftMap List(string key, IReadOnlyList<DraftItem> items) => items.Count == 0 ? this : Put(new DraftEntry(key, items[0].From) { Items = items });

    private DraftMap Put(DraftEntry entry)
    {
        _entries.RemoveAll(e => e.Key == entry.Key);
        _entries.Add(entry);
        return this;
    }
}
