using System.Text.Json;
using Slipway.Core.Specs;

namespace Slipway.Core.Tests.Specs;

/// <summary>Specs as JSON: records with lists in them compare by reference, their JSON by value.</summary>
internal static class SpecJson
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(SpecResult result) => JsonSerializer.Serialize(result.Spec, Options);
}
