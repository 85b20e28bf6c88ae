using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

public sealed class ReleaseVersionJsonConverter : JsonConverter<ReleaseVersion>
{
    public override ReleaseVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReleaseVersion.TryParse(reader.GetString(), out var version)
            ? version
            : throw new JsonException($"not a version: {ReleaseVersion.Shape}");

    public override void Write(Utf8JsonWriter writer, ReleaseVersion value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
