using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Simulate;

/// <summary>Keeps a report.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CampaignReport))]
internal sealed partial class ReportFile : JsonSerializerContext
{
    public static async Task WriteAsync(CampaignReport report, string file)
    {
        var json = new ReportFile(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report, json.CampaignReport) + "\n");
        Console.WriteLine(file);
    }
}
