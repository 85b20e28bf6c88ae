using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Client.Watching;

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonNodeContext : JsonSerializerContext;
