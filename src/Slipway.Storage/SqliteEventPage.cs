using System.Text;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using SQLitePCL;

namespace Slipway.Storage;

/// <summary>
/// Rows of <c>events</c> in a row, read from SQLite's own memory: an audit reads all that there ever were, and by way of the
/// general reader it would spend two thirds of its time here. Reads what <see cref="EventRows"/> reads, also of rows that were tampered with.
/// </summary>
internal sealed class SqliteEventPage
{
    /// <summary>Longer than any instant or digest.</summary>
    private const int MaxShortText = 96;

    private const int MillisecondsPerSecond = 1_000;

    private readonly sqlite3_stmt _row;
    private string _stream = "";
    private string _actor = "";
    private Digest _lastHash;

    private SqliteEventPage(sqlite3_stmt row) => _row = row;

    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public static IReadOnlyList<StoredEvent> Read(SqliteConnection connection, long afterPosition, int limit, CancellationToken cancellation)
    {
        var db = connection.Handle!;
        Demand(raw.sqlite3_busy_timeout(db, connection.DefaultTimeout * MillisecondsPerSecond), db);
        Demand(raw.sqlite3_prepare_v2(db, Statements.ReadAll, out var statement), db);
        using (statement)
        {
            Demand(raw.sqlite3_bind_int64(statement, raw.sqlite3_bind_parameter_index(statement, "@afterPosition"), afterPosition), db);
            Demand(raw.sqlite3_bind_int(statement, raw.sqlite3_bind_parameter_index(statement, "@limit"), limit), db);
            var page = new SqliteEventPage(statement);
            var events = new List<StoredEvent>();
            for (var outcome = raw.sqlite3_step(statement); outcome != raw.SQLITE_DONE; outcome = raw.sqlite3_step(statement))
            {
                cancellation.ThrowIfCancellationRequested();
                if (outcome != raw.SQLITE_ROW)
                    Demand(outcome, db);
                events.Add(page.Row());
            }

            return events;
        }
    }

    private StoredEvent Row()
    {
        _stream = Same(1, _stream);
        _actor = Same(6, _actor);
        var version = (int)Math.Clamp(raw.sqlite3_column_int64(_row, 2), 0, int.MaxValue);
        var previous = Hash(7, _lastHash);
        _lastHash = Hash(8, default);
        return new StoredEvent(
            raw.sqlite3_column_int64(_row, 0), _stream, version, Text(3), Text(4), Instant(), _actor, previous, _lastHash,
            raw.sqlite3_column_type(_row, 9) == raw.SQLITE_NULL ? null : Text(9));
    }

    private ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(_row, column);

    private string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>The text, without making it anew where it is the one of the row before.</summary>
    private string Same(int column, string before)
    {
        var text = Utf8(column);
        if (text.Length != before.Length)
            return Encoding.UTF8.GetString(text);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != before[i] || !char.IsAscii(before[i]))
                return Encoding.UTF8.GetString(text);
        }

        return before;
    }

    /// <param name="expected">What it mostly is.</param>
    private Digest Hash(int column, Digest expected)
    {
        var text = Utf8(column);
        Span<byte> known = stackalloc byte[Digest.TextBytes];
        if (text.SequenceEqual(known[..expected.Format(known)]))
            return expected;
        Span<char> characters = stackalloc char[MaxShortText];
        return text.Length <= MaxShortText && Digest.TryParse(characters[..Encoding.UTF8.GetChars(text, characters)], out var digest) ? digest : default;
    }

    private DateTimeOffset Instant()
    {
        var text = Utf8(5);
        Span<char> characters = stackalloc char[MaxShortText];
        return text.Length <= MaxShortText && StoredInstant.TryRead(characters[..Encoding.UTF8.GetChars(text, characters)], out var instant) ? instant : default;
    }

    private static void Demand(int outcome, sqlite3 db)
    {
        if (outcome != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(outcome, db);
    }
}
