using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a <c>slipway.yaml</c>. Bad input is an answer with errors, never an exception.</summary>
public static class SpecReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    /// <param name="directory">The file's folder, absolute; relative paths in the spec begin there.</param>
    public static SpecResult Read(string yaml, string directory)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(directory);
        var problems = new SpecProblems();
        AppSpec? spec = null;
        if (YamlText.Parse(yaml, problems) is { } document
            && SpecSchema.Root.TryRead(new SpecCursor(document, "", problems), out var read))
        {
            spec = read with { Directory = directory };
        }

        return new SpecResult { Spec = spec, Errors = problems.Errors, Warnings = problems.Warnings };
    }
}
