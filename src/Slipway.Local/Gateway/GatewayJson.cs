using System.Text.Json.Serialization;
using Slipway.Local.Gateway.Hub;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GatewayConfig))]
[JsonSerializable(typeof(GatewayReport))]
[JsonSerializable(typeof(StoredRoute))]
[JsonSerializable(typeof(ProcessIdentity))]
internal sealed partial class GatewayJson : JsonSerializerContext;
