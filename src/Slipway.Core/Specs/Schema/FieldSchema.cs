using System.Text.Json.Nodes;

namespace Slipway.Core.Specs.Schema;

/// <summary>The JSON Schema of a key: its type's, with what editors show beside it.</summary>
internal static class FieldSchema
{
    public static JsonObject Of(SpecField field)
    {
        var schema = field.Type.JsonSchema();
        schema["description"] = field.Default is { } standard ? $"{field.Description} Default: {standard}." : field.Description;
        return schema;
    }
}
