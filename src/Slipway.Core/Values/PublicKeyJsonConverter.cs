using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Core.Values;

public sealed class PublicKeyJsonConverter : JsonConverter<PublicKey>
{
    public override PublicKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && PublicKey.TryParse(text, out var key) ? key : throw new JsonException("not a public key of Ed25519");

    public override void Write(Utf8JsonWriter writer, PublicKey value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
