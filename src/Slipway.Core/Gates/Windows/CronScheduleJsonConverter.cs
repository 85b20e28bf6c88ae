using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Core.Gates.Windows;

public sealed class CronScheduleJsonConverter : JsonConverter<CronSchedule>
{
    public override CronSchedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CronSchedule.TryParse(reader.GetString(), out var schedule, out _) ? schedule : throw new JsonException("not a schedule of five fields");

    public override void Write(Utf8JsonWriter writer, CronSchedule value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
