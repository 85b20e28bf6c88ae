using Slipway.Core.Git.Model;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Yaml;
using Slipway.Core.Values;

namespace Slipway.Core.Git;

/// <summary>Versions in a file of somebody else's: reads them, and changes one without touching another byte. Pure.</summary>
public static class VersionsFile
{
    private const int MaxFaults = 20;

    private const string Empty = "null";

    /// <param name="text">Null: the commit has no such file.</param>
    public static IReadOnlyList<VersionEntry> Read(VersionsSource source, string? text, ICollection<GitFault> faults)
    {
        if (text is null)
        {
            faults.Add(new GitFault(source.Path, null, "the commit has no such file; add it, or take it out of the versions that are followed"));
            return [];
        }

        var problems = new SpecProblems();
        var root = YamlText.Parse(text, problems);
        var found = root is null ? [] : Find(source, root, problems);
        foreach (var error in problems.Errors.Take(MaxFaults))
            faults.Add(new GitFault(source.Path, error.Line, $"{(error.Path.Length == 0 ? "" : $"{error.Path}: ")}{error.Message}{(error.Remedy is null ? "" : $" ({error.Remedy})")}"));
        return problems.Count == 0 ? found : [];
    }

    /// <summary>The text with another version in the same place, quoted where it has to be.</summary>
    /// <returns>Null when the file does not say <paramref name="from"/> there.</returns>
    public static string? Change(VersionsSource source, string text, string app, ReleaseVersion from, ReleaseVersion to)
    {
        if (Read(source, text, []).FirstOrDefault(e => e.Place.App == app) is not { } entry || entry.Version != from)
            return null;
        var at = OffsetOf(text, entry.Line) + entry.Column - 1;
        var quote = text[at] is '"' or '\'' ? text[at].ToString() : "";
        var old = $"{quote}{from}{quote}";
        if (string.CompareOrdinal(text, at, old, 0, old.Length) != 0)
            return null;
        var kept = quote.Length > 0 || IsText(to.ToString()) ? quote : "\"";
        return $"{text.AsSpan(0, at)}{kept}{to}{kept}{text.AsSpan(at + old.Length)}";
    }

    private static List<VersionEntry> Find(VersionsSource source, SpecNode root, SpecProblems problems)
    {
        var found = new List<VersionEntry>();
        if (source.Key is { } key)
        {
            if (KeyPath.Parse(key)?.Find(root) is { } value)
                Take(source.App!, value, key);
            else
                problems.Add(new SpecError("", root.Position.Line, root.Position.Column, $"there is nothing at {key}", "the path of the version, in git.yaml"));
        }
        else if (root is MapNode map)
        {
            foreach (var (name, value) in map.Entries)
            {
                if (!EnvironmentKey.IsName(name.Text))
                    problems.Add(new SpecError("", name.Position.Line, name.Position.Column, $"'{name.Shown}' is no app", $"a name has {EnvironmentKey.NameShape}"));
                else if (found.Any(e => e.Place.App == name.Text))
                    problems.Add(new SpecError("", name.Position.Line, name.Position.Column, $"{name.Text} is there twice", "keep one of them"));
                else
                    Take(name.Text, value, name.Text);
            }
        }
        else
        {
            problems.Add(new SpecError("", root.Position.Line, root.Position.Column, $"must be a map of apps to versions, not {root.Kind}", "write 'app: version', one a line"));
        }

        return found;

        void Take(string app, SpecNode value, string path)
        {
            if (value is ScalarNode { IsNull: false } scalar && ReleaseVersion.TryParse(scalar.Text, out var version))
                found.Add(new VersionEntry(new EnvironmentKey(app, source.Environment), version, source.Path, value.Position.Line, value.Position.Column));
            else
                problems.Add(new SpecError(path, value.Position.Line, value.Position.Column, $"must be a version, not {value.Kind}", ReleaseVersion.Shape));
        }
    }

    private static int OffsetOf(string text, int line)
    {
        var at = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var number = 1; number < line; number++)
            at = text.IndexOf('\n', at) + 1;
        return at;
    }

    /// <summary>Whether YAML reads it as text without quotes: a letter first that begins no word of its own, or two dots, which no number has.</summary>
    private static bool IsText(string version) =>
        version.Count(c => c == '.') > 1
        || (char.IsAsciiLetter(version[0]) && version.ToLowerInvariant() is not (Empty or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n"));
}
