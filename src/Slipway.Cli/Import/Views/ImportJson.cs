using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Cli.Import.Views;

[JsonSerializable(typeof(ImportView))]
internal sealed partial class ImportJson : JsonSerializerContext
{
    /// <summary>With characters such as → as they are: a terminal is no HTML page.</summary>
    private static readonly ImportJson Readable = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
    });

    public static string Write(ImportView view) => JsonSerializer.Serialize(view, Readable.ImportView);
}
