using System.Text.Json.Serialization;
using Slipway.Core.Analysis;

namespace Slipway.Server.Api.Peers;

/// <summary>What servers of one store say to each other.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Evaluation))]
internal sealed partial class PeerJson : JsonSerializerContext;
