using System.Data;
using System.Data.Common;
using Dapper;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Storage;

/// <summary>Rows of <c>events</c>, in the order of <see cref="Statements.EventColumns"/>.</summary>
internal static class EventRows
{
    public static async Task<IReadOnlyList<StoredEvent>> EventsAsync(this DbConnection connection, string query, object parameters, CancellationToken cancellation)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(query, parameters, cancellationToken: cancellation));
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellation))
            events.Add(Read(reader));
        return events;
    }

    // By hand, for speed and for rows that were tampered with: what is no instant or hash any more reads as an empty one,
    // so that the verifier gets the row and can say which it is.
    public static StoredEvent Read(IDataRecord row)
    {
        _ = StoredInstant.TryRead(row.GetString(5), out var time);
        _ = Digest.TryParse(row.GetString(7), out var previous);
        _ = Digest.TryParse(row.GetString(8), out var hash);
        var version = (int)Math.Clamp(row.GetInt64(2), 0, int.MaxValue);
        return new StoredEvent(row.GetInt64(0), row.GetString(1), version, row.GetString(3), row.GetString(4), time, row.GetString(6), previous, hash, row.IsDBNull(9) ? null : row.GetString(9));
    }
}
