using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

/// <summary>A weight is a JSON number in percent: 5 or 0.5.</summary>
public sealed class WeightJsonConverter : JsonConverter<Weight>
{
    public override Weight Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDecimal(out var percent) && Weight.TryFromPercent(percent, out var weight)
            ? weight
            : throw new JsonException("a weight is a number from 0 to 100 with at most two decimals");

    public override void Write(Utf8JsonWriter writer, Weight value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Percent / 1.00m);
}
