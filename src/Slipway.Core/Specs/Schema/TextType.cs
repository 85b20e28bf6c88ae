using System.Text.Json.Nodes;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>Text of 1 to <see cref="MaxLength"/> characters without control characters; lines and tabs may be in it.</summary>
/// <param name="shape">What it must be, with its article.</param>
/// <param name="pattern">A JSON Schema pattern that says as much of <paramref name="fault"/> as one can; null for any.</param>
/// <param name="fault">What else is wrong with a text; null for nothing.</param>
/// <param name="blank">Whether quotes with nothing between them are a value too.</param>
internal sealed class TextType(string shape, string? pattern = null, Func<string, ScalarFault?>? fault = null, bool blank = false) : ScalarType<string>
{
    public const int MaxLength = 4096;

    public static TextType Any { get; } = new("text");

    /// <summary>Where an empty text means something: arguments and variables.</summary>
    public static TextType AnyOrBlank { get; } = new("text", blank: true);

    public override string Shape => shape;

    public override string Format(string value) => YamlWord.Of(value);

    public override JsonObject JsonSchema()
    {
        var schema = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") };
        if (pattern is null)
            return schema;
        return new JsonObject { ["type"] = "string", ["pattern"] = pattern };
    }

    protected override ScalarFault? Read(ScalarNode scalar, out string value)
    {
        value = scalar.Text;
        if (!blank && string.IsNullOrWhiteSpace(value))
            return new ScalarFault("is empty", $"give it {shape}");
        if (value.Length > MaxLength)
            return new ScalarFault($"is {value.Length} characters long; {MaxLength} is the most");
        return value.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))
            ? new ScalarFault("has a control character", "remove it")
            : fault?.Invoke(value);
    }
}
