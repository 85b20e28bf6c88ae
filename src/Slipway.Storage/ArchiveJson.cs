using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Core.Audit.Checkpoints;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>Events and checkpoints as lines of a file: all that a hash or signature is made of, and that.</summary>
[JsonSerializable(typeof(StoredEvent))]
[JsonSerializable(typeof(SignedCheckpoint))]
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
