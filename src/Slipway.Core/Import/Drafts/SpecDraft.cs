using Slipway.Core.Import.Reading;

namespace Slipway.Core.Import.Drafts;

/// <summary>A whole spec that is being written: where each of its keys comes from.</summary>
internal sealed class SpecDraft(DraftMap root, SourceField from)
{
    private const int CommentColumns = 100;

    /// <summary>The field of a manifest that a key of the spec comes from, or the nearest key above it.</summary>
    public SourceField Origin(string path)
    {
        var (origin, longest) = (from, -1);
        foreach (var (at, field) in Places(root, "", from))
        {
            if (at.Length > longest && IsAt(path, at))
                (origin, longest) = (field, at.Length);
        }

        return origin;
    }

    /// <summary>The spec's text. Each note is a comment at its key, or at the nearest key above that the spec has.</summary>
    public string Write(IReadOnlyList<ImportNote> notes)
    {
        var places = Places(root, "", from).Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        var comments = notes.ToLookup(note => Nearest(note.Key, places), StringComparer.Ordinal);
        var lines = new List<string>();
        Comment(lines, "", comments[""]);
        Write(lines, root, "", "", comments);
        return string.Join('\n', lines) + "\n";
    }

    private static void Write(List<string> lines, DraftMap map, string path, string indent, ILookup<string, ImportNote> comments)
    {
        foreach (var entry in map.Entries)
        {
            var at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            Comment(lines, indent, comments[at]);
            lines.Add($"{indent}{entry.Key}:{(entry.Value is null ? "" : $" {entry.Value}")}");
            if (entry.Map is not null)
                Write(lines, entry.Map, at, indent + "  ", comments);
            for (var index = 0; index < entry.Items.Count; index++)
            {
                Comment(lines, indent + "  ", comments[$"{at}[{index}]"]);
                lines.Add($"{indent}  - {entry.Items[index].Text}");
            }
        }
    }

    private static void Comment(List<string> lines, string indent, IEnumerable<ImportNote> notes)
    {
        foreach (var note in notes)
        {
            var line = "";
            foreach (var word in $"{note.File}:{note.Line} {note.Path} = {note.Says}: {note.Here}{(note.Decide is null ? "" : $" DECIDE: {note.Decide}")}".Split(' '))
            {
                if (line.Length > 0 && indent.Length + line.Length + word.Length + 3 > CommentColumns)
                {
                    lines.Add($"{indent}# {line}");
                    line = "  ";
                }

                line += line.Trim().Length == 0 ? word : $" {word}";
            }

            lines.Add($"{indent}# {line}");
        }
    }

    private static IEnumerable<(string Path, SourceField From)> Places(DraftMap map, string path, SourceField above)
    {
        foreach (var entry in map.Entries)
        {
            var at = path.Length == 0 ? entry.Key : $"{path}.{entry.Key}";
            var from = entry.From ?? above;
            yield return (at, from);
            foreach (var below in entry.Map is null ? [] : Places(entry.Map, at, from))
                yield return below;
            for (var index = 0; index < entry.Items.Count; index++)
                yield return ($"{at}[{index}]", entry.Items[index].From);
        }
    }

    private static string Nearest(string path, HashSet<string> places)
    {
        while (path.Length > 0 && !places.Contains(path))
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return path;
    }

    private static bool IsAt(string path, string at) =>
        path.StartsWith(at, StringComparison.Ordinal) && (path.Length == at.Length || path[at.Length] is '.' or '[');
}
