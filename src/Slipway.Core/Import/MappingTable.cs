using Slipway.Core.Import.Drafts;
using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import;

/// <summary>What becomes of the fields of one kind: the page in the documents, and what is told about fields without an equal.</summary>
internal sealed record MappingTable(string Title, params IReadOnlyList<Mapping> Rows)
{
    /// <summary>Tells of each field without an equal that is there, and that nobody has read or told of.</summary>
    public void Tell(SourceField spec, EnvironmentDraft environment)
    {
        foreach (var row in Rows.Where(row => row.Becomes is null))
        {
            foreach (var field in Find(spec, row.Field.Split('.')))
                field.Tell(row.Here, row.Decide, environment.At(row.Near));
        }
    }

    private static IEnumerable<SourceField> Find(SourceField at, ReadOnlyMemory<string> keys)
    {
        var key = keys.Span[0];
        var isList = key.EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? key[..^2] : key;
        if (!at.Has(name) || (keys.Length == 1 && at.IsRead(name)))
            return [];
        return keys.Length == 1 ? [at[name]] : (isList ? at[name].Items : [at[name]]).SelectMany(field => Find(field, keys[1..]));
    }
}
