using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a file with a checklist by the same means as a spec.</summary>
public static class ChecklistReader
{
    /// <returns>The checklist, or null and everything that is wrong.</returns>
    public static (ChecklistSpec? Checklist, IReadOnlyList<SpecError> Errors) Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        ChecklistSpec? checklist = null;
        if (YamlText.Parse(yaml, problems) is { } document && ChecklistSchema.Inline.TryRead(new SpecCursor(document, "", problems), out var read))
            checklist = read;
        return (checklist, problems.Errors);
    }
}
