using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceType<T>(IReadOnlyList<T> values, Func<T, string> label) : ScalarType<T>
    where T : struct
{
    public override string Shape => $"one of {string.Join(", ", values.Select(label))}";

    public override string Format(T value) => label(value);

    public override JsonObject JsonSchema() => new() { ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)label(v))]) };

    protected override ScalarFault? Read(ScalarNode scalar, out T value)
    {
        value = default;
        foreach (var candidate in values.Where(v => label(v) == scalar.Text))
        {
            value = candidate;
            return null;
        }

        var meant = Likeness.Nearest(scalar.Text, values.Select(label));
        return NotOfShape(scalar, meant is null ? null : $"did you mean '{meant}'?");
    }
}
