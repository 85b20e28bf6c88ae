using Slipway.Core.Specs;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Import.Reading;

/// <summary>What an import has read so far, what it has to tell about it, and what is wrong. What was not read in the end is told as well: nothing is left out in silence.</summary>
internal sealed class ImportLedger
{
    private readonly HashSet<SpecNode> _read = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string File, int Line, string Path)> _toldUnknown = [];
    private readonly List<ImportNote> _notes = [];
    private readonly List<SpecError> _errors = [];

    public IReadOnlyList<ImportNote> Notes => [.. _notes.Select((note, index) => (note, index)).OrderBy(n => n.note.File, StringComparer.Ordinal).ThenBy(n => n.note.Line).ThenBy(n => n.index).Select(n => n.note)];

    public IReadOnlyList<SpecError> Errors => [.. _errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column)];

    public bool HasErrors => _errors.Count > 0;

    public bool IsRead(SpecNode node) => _read.Contains(node);

    public void MarkRead(SpecNode node) => _read.Add(node);

    public void Tell(ImportNote note)
    {
        if (!_notes.Contains(note))
            _notes.Add(note);
    }

    /// <summary>Tells once of a key that nothing here knows.</summary>
    public void TellUnknown(ImportNote note)
    {
        if (_toldUnknown.Add((note.File, note.Line, note.Path)))
            _notes.Add(note);
    }

    public void Fail(SpecError error)
    {
        if (!_errors.Contains(error))
            _errors.Add(error);
    }
}
