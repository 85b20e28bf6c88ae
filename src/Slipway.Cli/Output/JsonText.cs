using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Contracts;

namespace Slipway.Cli.Output;

/// <summary>The API's records as text: indented for a whole answer, one line each for a stream (NDJSON).</summary>
internal static class JsonText
{
    // Texts hold characters such as ≤ and →; a terminal is no HTML page, so they stay readable.
    private static readonly SlipwayJson Lines = new(Options(indented: false));
    private static readonly SlipwayJson Blocks = new(Options(indented: true));

    public static string Indented<T>(T value) => Write(value, Blocks);

    public static string Line<T>(T value) => Write(value, Lines);

    private static string Write<T>(T value, SlipwayJson context) =>
        JsonSerializer.Serialize(value, (JsonTypeInfo<T>)context.GetTypeInfo(typeof(T))!);

    private static JsonSerializerOptions Options(bool indented) =>
        new(SlipwayJson.Default.Options) { WriteIndented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
