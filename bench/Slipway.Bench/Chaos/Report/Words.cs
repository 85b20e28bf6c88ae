using System.Text.Json;

namespace Slipway.Bench.Chaos.Report;

/// <summary>Kinds as the reports write them, which is as JSON does.</summary>
public static class Words
{
    public static string Of<T>(T kind)
        where T : struct, Enum => JsonSerializer.SerializeToElement(kind, Options.GetTypeInfo(typeof(T))).GetString()!;

    private static JsonSerializerOptions Options => Results.BenchJson.Default.Options;
}
