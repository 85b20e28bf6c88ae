using System.Reflection;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Tests.Specs;

/// <summary>Reads a text as the value of one field, whatever type that has.</summary>
internal static class FieldReading
{
    public static IReadOnlyList<SpecError> Errors(SpecField field, string yaml)
    {
        var problems = new SpecProblems();
        if (YamlText.Parse(yaml, problems) is { } node)
        {
            var read = field.Type.GetType().GetMethod("TryRead", BindingFlags.Public | BindingFlags.Instance)!;
            read.Invoke(field.Type, [new SpecCursor(node, field.Key, problems), null]);
        }

        return problems.Errors;
    }
}
