using System.Data.Common;
using System.Text.Json;
using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>
/// What both databases do with the same statements. A subclass brings the connections, the transactions, the clock of the leases,
/// and the append, which each makes fast in its own way.
/// </summary>
public abstract partial class SqlStore : IStore
{
    /// <summary>How often a wait looks for events whose signal did not come through.</summary>
    private const int PollMilliseconds = 1_000;

    /// <summary>Of rows that are written together: one statement for each would be as many round trips.</summary>
    private const int RowsPerStatement = 100;

    private protected SqlStore(TimeProvider time) => Time = time;

    public abstract string Description { get; }

    private protected TimeProvider Time { get; }

    /// <summary>Raised with each append that this process learns of.</summary>
    private protected AppendSignal Appended { get; } = new();

    public abstract Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        QueryAsync(connection => connection.EventsAsync(Statements.ReadStream, new { stream, afterVersion }, cancellation), cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation)
    {
        var query = Statements.ReadStreams(List("@streams"), List("@versions"));
        var lists = new { streams = JsonSerializer.Serialize(tails.Select(tail => tail.Stream)), versions = JsonSerializer.Serialize(tails.Select(tail => tail.AfterVersion)) };
        return QueryAsync(connection => connection.EventsAsync(query, lists, cancellation), cancellation);
    }

    public virtual Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        QueryAsync(connection => connection.EventsAsync(Statements.ReadAll, new { afterPosition, limit }, cancellation), cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) =>
        QueryAsync(connection => connection.ExecuteScalarAsync<long>(Sql(Statements.Head, new { }, cancellation)), cancellation);

    public async Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation)
    {
        var started = Time.GetTimestamp();
        var poll = TimeSpan.FromMilliseconds(PollMilliseconds);
        while (true)
        {
            var appended = Appended.Next;
            var left = timeout - Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || await HasEventsAfterAsync(afterPosition, cancellation))
                return;

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(appended, Task.Delay(left < poll ? left : poll, Time, stop.Token));
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(
        string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation)
    {
        var query = Statements.ListRollouts(app is not null, environment is not null, liveOnly);
        return QueryAsync<IReadOnlyList<RolloutRow>>(
            async connection => [.. (await connection.QueryAsync<RolloutRecord>(Sql(query, new { app, environment, limit }, cancellation))).Select(record => record.Row())],
            cancellation);
    }

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) =>
        QueryAsync(
            async connection => (await connection.QuerySingleOrDefaultAsync<RolloutRecord>(Sql(Statements.FindRollout, new { id }, cancellation)))?.Row(),
            cancellation);

    public Task<IReadOnlyList<PendingMessage>> ReadPendingAsync(int limit, CancellationToken cancellation) =>
        QueryAsync<IReadOnlyList<PendingMessage>>(
            async connection =>
            [
                .. (await connection.QueryAsync<(long Id, string Key, string Rollout, string Topic, string Json, string Time)>(Sql(Statements.ReadPending, new { limit }, cancellation)))
                    .Select(row => new PendingMessage(row.Id, new OutboxMessage(row.Key, row.Rollout, row.Topic, row.Json), StoredInstant.Read(row.Time))),
            ],
            cancellation);

    public Task MarkDeliveredAsync(long id, DateTimeOffset at, CancellationToken cancellation) =>
        ChangeAsync(connection => connection.ExecuteAsync(Sql(Statements.MarkDelivered, new { id, at = StoredInstant.Of(at) }, cancellation)), cancellation);

    public abstract ValueTask DisposeAsync();

    /// <summary>Runs reading statements on a connection of their own.</summary>
    /// <exception cref="PortUnavailableException">The database does not answer; in words for people.</exception>
    private protected abstract Task<T> QueryAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs writing statements in one transaction: all of it or nothing.</summary>
    /// <exception cref="PortUnavailableException">As for <see cref="QueryAsync{T}"/>.</exception>
    private protected abstract Task<T> ChangeAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs writing statements, one after the other, in one transaction.</summary>
    /// <returns>The rows that were written.</returns>
    private Task<int> ChangeAsync(IReadOnlyList<CommandDefinition> statements, CancellationToken cancellation) => ChangeAsync(
        async connection =>
        {
            var rows = 0;
            foreach (var statement in statements)
                rows += await connection.ExecuteAsync(statement);
            return rows;
        },
        cancellation);

    /// <summary>As <see cref="ChangeAsync{T}"/>, before all that waits: a server whose sign of life comes late is taken for dead.</summary>
    private protected virtual Task<T> ChangeFirstAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellation) => ChangeAsync(work, cancellation);

    /// <summary>A query of <c>place</c> and <c>value</c>, one row for each member of the JSON array that a parameter holds: a list as one parameter.</summary>
    private protected abstract string List(string parameter);

    private protected static CommandDefinition Sql(string statement, object parameters, CancellationToken cancellation) =>
        new(statement, parameters, cancellationToken: cancellation);

    private Task<bool> HasEventsAfterAsync(long position, CancellationToken cancellation) =>
        QueryAsync(connection => connection.ExecuteScalarAsync<bool>(Sql(Statements.HasEventsAfter, new { position }, cancellation)), cancellation);
}
