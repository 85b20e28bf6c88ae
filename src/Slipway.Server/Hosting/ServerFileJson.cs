using System.Text.Json.Serialization;

namespace Slipway.Server.Hosting;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
