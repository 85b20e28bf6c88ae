using System.Text.Json.Serialization;

namespace Slipway.Server.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFileContent))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
