using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Specs;

/// <summary>JSON Schema, draft 2020-12, of a file's definition: for editors. As strict as one can be there; the reader is stricter.</summary>
internal static class JsonSchemaText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(SpecType root, string file, string description)
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = file,
            ["description"] = description,
        };
        foreach (var (key, value) in root.JsonSchema())
            schema[key] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }
}
