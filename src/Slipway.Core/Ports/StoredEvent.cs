using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>An event in the store.</summary>
/// <param name="Position">Place in the whole store, from 1, without gaps.</param>
/// <param name="Version">Place in its stream, from 1, without gaps.</param>
/// <param name="Actor">Who: a person's name, <c>engine</c>, <c>alertmanager</c>.</param>
/// <param name="Previous">Hash of the event before it in the store.</param>
/// <param name="Hash">Over the previous hash and all other fields: see <c>Audit/ChainHash</c>.</param>
/// <param name="Origin">From where the actor acted, see <see cref="Values.Actor"/>; null when that is not known.</param>
public sealed record StoredEvent(
    long Position, string Stream, int Version, string Type, string Json, DateTimeOffset Time, string Actor, Digest Previous, Digest Hash,
    string? Origin = null);
