using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>An event as a line of an archive: all that its hash is made of, and the hash.</summary>
[JsonSerializable(typeof(StoredEvent))]
internal sealed partial class ArchiveJson : JsonSerializerContext
{
    /// <summary>Legible: an archive is no HTML page.</summary>
    public static ArchiveJson Legible { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
