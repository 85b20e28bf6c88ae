using System.Net.Sockets;
using Npgsql;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>What PostgreSQL or the way to it reports, in words that name the place and the remedy.</summary>
internal static class PostgresFault
{
    /// <summary>True for what the driver throws when the database refuses, fails, or cannot be reached.</summary>
    public static bool IsOne(Exception failure) => failure is NpgsqlException or TimeoutException or IOException or SocketException;

    /// <summary>
    /// True when the database itself said no and lives on: then the transaction is undone for certain.
    /// Anything else may have struck after the commit.
    /// </summary>
    public static bool IsRefusal(Exception failure) => failure is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>True when the same work may succeed when it is done again at once: it was in the way of another's.</summary>
    public static bool IsCollision(Exception failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>True when the fault is in what was to be written: an invalid character, a row too large.</summary>
    public static bool IsOfData(PostgresException refusal) => refusal.SqlState[..2] is "22" or "23" or "54";

    /// <summary>True for what has taken all its time; it is not begun again.</summary>
    public static bool IsLate(Exception failure) => failure is TimeoutException || failure.InnerException is TimeoutException;

    public static PortUnavailableException Explain(Exception failure, PostgresAddress place, bool outcomeUnknown = false) =>
        new(Sentence(failure, place) + (outcomeUnknown ? "; whether the last change was stored is not known" : ""), outcomeUnknown, failure);

    private static string Sentence(Exception failure, PostgresAddress place) => failure switch
    {
        PostgresException refusal => refusal.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"The store {place} refuses the user {place.User}: {refusal.MessageText}. Check user and password of the URL, and the server's pg_hba.conf",
            PostgresErrorCodes.InvalidCatalogName =>
                $"The store {place} is not there: {refusal.MessageText}. Make it with: createdb --encoding=UTF8 {place.Database}",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"The store {place} lets the user {place.User} not do enough: {refusal.MessageText}. Make that user the owner of the database",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"The store {place} can only be read, nothing was written. Name the primary, not a standby, and look for default_transaction_read_only",
            PostgresErrorCodes.DiskFull =>
                $"The disk of the store {place} is full, nothing was written. Free some space; work goes on by itself",
            PostgresErrorCodes.TooManyConnections =>
                $"The store {place} takes no more connections. Raise its max_connections, or stop what else is connected",
            PostgresErrorCodes.CannotConnectNow => $"The store {place} is starting: {refusal.MessageText}. Work goes on by itself",
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => $"The store {place} is stopping. Work goes on by itself once it is back",
            PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable =>
                $"The store {place} did not answer in time. Check what keeps it busy or holds locks in it (pg_stat_activity)",
            _ => $"The store {place} failed: {refusal.MessageText} ({refusal.SqlState})",
        },
        _ when Inner<SocketException>(failure) is { } socket =>
            $"The store {place} does not answer: {socket.Message}. Check that PostgreSQL runs there, that host and port of the URL are right, and the way to it",
        _ when failure is TimeoutException || Inner<TimeoutException>(failure) is not null =>
            $"The store {place} did not answer in time. Check that PostgreSQL runs there, and the way to it",
        _ => $"The connection to the store {place} failed: {failure.Message.TrimEnd('.')}. Work goes on by itself once it is back",
    };

    private static T? Inner<T>(Exception failure)
        where T : Exception
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is T found)
                return found;
        }

        return null;
    }
}
