using Slipway.Core.Specs.Model;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs;

/// <summary>Reads a release train's file by the same means as a spec.</summary>
public static class TrainReader
{
    /// <param name="yaml">The file's text, at most 1 MiB.</param>
    /// <returns>The train, or null and everything that is wrong.</returns>
    public static (TrainSpec? Train, IReadOnlyList<SpecError> Errors) Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new SpecProblems();
        TrainSpec? train = null;
        if (YamlText.Parse(yaml, problems) is { } document && TrainSchema.File.TryRead(new SpecCursor(document, "", problems), out var read))
            train = read;
        return (train, problems.Errors);
    }
}
