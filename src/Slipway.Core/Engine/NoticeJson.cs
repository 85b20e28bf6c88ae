using System.Text.Json.Serialization;

namespace Slipway.Core.Engine;

/// <summary>A notice is one sentence.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class NoticeJson : JsonSerializerContext;
