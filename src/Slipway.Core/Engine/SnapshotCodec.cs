using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>States to snapshots, and back where they can be trusted.</summary>
internal static class SnapshotCodec
{
    /// <summary>Rises with each change of what a state holds: then all older snapshots are passed over and made anew.</summary>
    public const int Format = 2;

    /// <param name="last">The event that led to <paramref name="state"/>.</param>
    public static Snapshot Write<T>(T state, StoredEvent last, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.Serialize(state, type);
        return new Snapshot(last.Stream, last.Version, Format, json, Seal(last, Format, json));
    }

    /// <summary>Null where the snapshot is of another format, is damaged, or was made from other events.</summary>
    /// <param name="last">The event at the snapshot's version; null when there is none.</param>
    public static T? Read<T>(Snapshot snapshot, StoredEvent? last, JsonTypeInfo<T> type)
        where T : class
    {
        if (snapshot.Format != Format || last is null || last.Version != snapshot.Version || Seal(last, Format, snapshot.Json) != snapshot.Seal)
            return null;
        try
        {
            return JsonSerializer.Deserialize(snapshot.Json, type);
        }
        catch (JsonException)
        {
            // Sealed by a program that has this format's number for another one.
            return null;
        }
    }

    // The hash of the event covers its stream, its version and all before it.
    private static Digest Seal(StoredEvent last, int format, string json) => Digest.Of($"slipway snapshot {format}\n{last.Hash}\n{json}");
}
