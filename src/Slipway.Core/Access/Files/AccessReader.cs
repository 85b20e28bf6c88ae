using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Access.Files;

/// <summary>Reads an access file. Bad input is an answer with errors, never an exception.</summary>
public static class AccessReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    public static AccessFile Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        AccessDraft? good = null;
        if (YamlText.Parse(yaml, problems) is { } document && AccessSchema.Root.TryRead(new SpecCursor(document, "", problems), out var draft))
            good = draft;
        return new AccessFile { Policy = good?.ToPolicy(), Identity = good?.Identity ?? new(), Errors = problems.Errors, Warnings = problems.Warnings };
    }
}
