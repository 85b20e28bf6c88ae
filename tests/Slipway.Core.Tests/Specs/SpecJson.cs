using System.Text.Encodings.Web;
using System.Text.Json;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;

namespace Slipway.Core.Tests.Specs;

/// <summary>Specs as the JSON in which the core keeps them: records with lists in them compare by reference, their JSON by value.</summary>
internal static class SpecJson
{
    private static readonly CoreJson Json = new(new JsonSerializerOptions(CoreJson.Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Of(SpecResult result) => result.Spec is { } spec
        ? $"{spec.App}, {spec.Artifact}, {spec.Directory}\n{string.Join("\n", spec.Environments.Select(Of))}"
        : throw new InvalidOperationException(string.Join("\n", result.Errors));

    public static string Of(EnvironmentSpec environment) => JsonSerializer.Serialize(environment, Json.EnvironmentSpec);

    public static EnvironmentSpec ReadBack(string json) => JsonSerializer.Deserialize(json, Json.EnvironmentSpec)!;
}
