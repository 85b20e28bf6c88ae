using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a <c>slipway.yaml</c>. Bad input is an answer with errors, never an exception.</summary>
public static class SpecReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    /// <param name="directory">The file's folder, absolute; relative paths in the spec begin there.</param>
    /// <param name="open">The text of a file that the spec names, by its absolute path; null when it cannot be read. Without it such files are left for later.</param>
    public static SpecResult Read(string yaml, string directory, Func<string, string?>? open = null)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(directory);
        var problems = new SpecProblems();
        AppSpec? spec = null;
        if (YamlText.Parse(yaml, problems) is { } document
            && SpecSchema.Root.TryRead(new SpecCursor(document, "", problems), out var read))
        {
            spec = read with { Directory = directory };
            if (open is not null)
                spec = spec with { Environments = [.. spec.Environments.Select(e => WithFiles(e, directory, new SpecCursor(document, "", problems), open))] };
        }

        return new SpecResult { Spec = problems.Count == 0 ? spec : null, Errors = problems.Errors, Warnings = problems.Warnings };
    }

    private static EnvironmentSpec WithFiles(EnvironmentSpec environment, string directory, SpecCursor root, Func<string, string?> open)
    {
        if (environment.Checklist is not { File: { } file })
            return environment;
        var at = root.Keys("environments", environment.Name, "checklist");
        if (open(Path.GetFullPath(file, directory)) is not { } text)
        {
            at.Error($"the file '{file}' cannot be read", $"it is looked for in {directory}");
            return environment;
        }

        var (checklist, errors) = ChecklistReader.Read(text);
        foreach (var error in errors)
            at.Problems.Add(error with { File = file });
        return checklist is null ? environment : environment with { Checklist = checklist with { File = file } };
    }
}
