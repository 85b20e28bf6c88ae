using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a file of windows, <c>windows: [...]</c>, by the same means as a spec.</summary>
public static class WindowsReader
{
    /// <returns>The windows, or null and everything that is wrong.</returns>
    public static (IReadOnlyList<WindowSpec>? Windows, IReadOnlyList<SpecError> Errors) Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        IReadOnlyList<WindowSpec>? windows = null;
        if (YamlText.Parse(yaml, problems) is { } document && WindowSchema.File.TryRead(new SpecCursor(document, "", problems), out var read))
            windows = read;
        return (windows, problems.Errors);
    }
}
