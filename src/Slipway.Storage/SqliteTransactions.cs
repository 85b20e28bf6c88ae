using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Slipway.Storage;

/// <summary>
/// Transactions by statements. The library's own object for them believes that a transaction lasts until it is told to end;
/// SQLite ends one by itself when the disk is full or fails, and the connection would be of no use afterwards.
/// </summary>
internal static class SqliteTransactions
{
    /// <summary>Does the work and commits it, or leaves nothing of it and throws what it threw.</summary>
    public static void InTransaction(this SqliteConnection connection, Action work)
    {
        // What could not be rolled back then is now.
        Undo(connection);
        connection.Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            connection.Execute("COMMIT");
        }
        catch
        {
            Undo(connection);
            throw;
        }
    }

    private static void Undo(SqliteConnection connection)
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
            connection.Execute("ROLLBACK");
    }
}
