using System.Text.Json.Serialization;

namespace Slipway.Server.Hosting;

/// <summary>A notice is a JSON string.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class NoticeText : JsonSerializerContext;
