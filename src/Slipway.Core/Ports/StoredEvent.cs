using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>An event in the store.</summary>
/// <param name="Position">Place in the whole store, from 1, without gaps.</param>
/// <param name="Version">Place in its stream, from 1, without gaps.</param>
/// <param name="Previous">Hash of the event before it in the store.</param>
/// <param name="Hash">Over the previous hash and all other fields: see <c>Audit/ChainHash</c>.</param>
public sealed record StoredEvent(
    long Position, string Stream, int Version, string Type, string Json, DateTimeOffset Time, string Actor, Digest Previous, Digest Hash);
