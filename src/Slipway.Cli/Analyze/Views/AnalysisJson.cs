using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Cli.Analyze.Views;

/// <summary>The results as programs read them. What is not known, or no finite number, is null.</summary>
[JsonSerializable(typeof(SequentialView))]
[JsonSerializable(typeof(KayentaView))]
[JsonSerializable(typeof(BurnRateView))]
[JsonSerializable(typeof(RejudgementView))]
internal sealed partial class AnalysisJson : JsonSerializerContext
{
    /// <summary>With characters such as ≤ and → as they are: a terminal is no HTML page.</summary>
    public static AnalysisJson Readable { get; } =
        new(new JsonSerializerOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
        });

    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
