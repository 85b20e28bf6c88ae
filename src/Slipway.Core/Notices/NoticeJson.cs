using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slipway.Core.Notices;

/// <summary>Notices as they are kept and sent.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoticeBody))]
public sealed partial class NoticeJson : JsonSerializerContext;
