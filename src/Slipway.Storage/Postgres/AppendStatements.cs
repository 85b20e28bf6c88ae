using Npgsql;
using NpgsqlTypes;
using Slipway.Core.Audit;
using Slipway.Core.Ports;

namespace Slipway.Storage.Postgres;

/// <summary>The two round trips of a group of appends: everything that it is judged by, then everything that it writes.</summary>
internal static class AppendStatements
{
    // Each statement of a batch sees what was committed before itself, so all but the first see the store as the lock found it.
    private const string LockRollouts = "SELECT 1 FROM rollouts WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE";

    private const string Leases = "SELECT name, owner, fence FROM leases WHERE name = ANY ($1) AND owner IS NOT NULL";

    private const string Versions =
        "SELECT named.stream, (SELECT max(version) FROM events WHERE events.stream = named.stream) FROM unnest($1) AS named (stream)";

    private const string PutEvents =
        $"""
        INSERT INTO events ({Statements.EventColumns})
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
        """;

    private const string PutOutbox =
        """
        INSERT INTO outbox (key, rollout, topic, json, time)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        ON CONFLICT (key) DO NOTHING
        """;

    private const string PutRollouts =
        $"""
        INSERT INTO rollouts ({Statements.RolloutColumns})
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::text[])
        {Statements.ReplaceRollout}
        """;

    /// <summary>
    /// Begins the transaction and takes the chain's lock. A claim locks a rollout's row before it changes the lease,
    /// so while these rows are held no lease that is read here passes on.
    /// </summary>
    public static async Task<AppendGroup> BeginAsync(NpgsqlConnection connection, IReadOnlyList<Append> group)
    {
        string[] leased = [.. group.Select(append => append.Lease?.Name).OfType<string>().Distinct(StringComparer.Ordinal)];
        string[] streams = [.. group.SelectMany(append => append.Streams).Select(stream => stream.Stream).Distinct(StringComparer.Ordinal)];
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL READ COMMITTED"),
                new NpgsqlBatchCommand(PostgresLocks.Chain),
                Command(LockRollouts, Texts(leased)),
                Command(Leases, Texts(leased)),
                Command(Versions, Texts(streams)),
                new NpgsqlBatchCommand(Statements.LastEvent),
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();

        // A BEGIN has no rows and so no result of its own; the lock's and the rollouts' tell nothing.
        await rows.NextResultAsync();
        await rows.NextResultAsync();
        var leases = new HashSet<Lease>();
        while (await rows.ReadAsync())
            leases.Add(new Lease(rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        await rows.NextResultAsync();
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
            versions[rows.GetString(0)] = await rows.IsDBNullAsync(1) ? 0 : checked((int)rows.GetInt64(1));
        await rows.NextResultAsync();
        var head = await rows.ReadAsync() ? ChainHead.After(EventRows.Read(rows)) : ChainHead.Genesis;
        return new AppendGroup(head, versions, leases);
    }

    /// <summary>Writes all and commits. When the connection breaks here, the outcome is not known.</summary>
    public static async Task CommitAsync(NpgsqlConnection connection, IReadOnlyList<AdmittedAppend> admitted)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Events([.. admitted.SelectMany(one => one.Stored)]) } };
        var appends = admitted.Select(one => one.Pending.Append).ToList();
        if (appends.SelectMany(append => append.Outbox.Select(message => (message, append.Time))).ToList() is { Count: > 0 } messages)
            batch.BatchCommands.Add(Outbox(messages));

        // One statement cannot replace a row twice: the last of the group is what the row comes to.
        if (appends.SelectMany(append => new[] { append.Row, append.ReplacedRow }).OfType<RolloutRow>().GroupBy(row => row.Id, StringComparer.Ordinal).Select(rows => RolloutRecord.Of(rows.Last())).ToList() is { Count: > 0 } rollouts)
            batch.BatchCommands.Add(Rollouts(rollouts));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresListener.Notify));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>Whether an event is in the chain, once every transaction that may be writing it has ended.</summary>
    public static async Task<bool> IsStoredAsync(NpgsqlConnection connection, StoredEvent one, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var alone = new NpgsqlCommand(PostgresLocks.Chain, connection))
            await alone.ExecuteNonQueryAsync(cancellation);
        await using var find = new NpgsqlCommand("SELECT hash FROM events WHERE position = $1", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = one.Position } },
        };
        return await find.ExecuteScalarAsync(cancellation) is string hash && hash == one.Hash.ToString();
    }

    private static NpgsqlBatchCommand Events(IReadOnlyList<StoredEvent> events) => Command(
        PutEvents,
        Numbers(events.Select(one => one.Position)),
        Texts(events.Select(one => one.Stream)),
        Numbers(events.Select(one => (long)one.Version)),
        Texts(events.Select(one => one.Type)),
        Texts(events.Select(one => one.Json)),
        Texts(events.Select(one => StoredInstant.Of(one.Time))),
        Texts(events.Select(one => one.Actor)),
        Texts(events.Select(one => one.Previous.ToString())),
        Texts(events.Select(one => one.Hash.ToString())),
        Texts(events.Select(one => one.Origin)));

    private static NpgsqlBatchCommand Outbox(IReadOnlyList<(OutboxMessage Message, DateTimeOffset Time)> messages) => Command(
        PutOutbox,
        Texts(messages.Select(one => one.Message.Key)),
        Texts(messages.Select(one => one.Message.RolloutId)),
        Texts(messages.Select(one => one.Message.Topic)),
        Texts(messages.Select(one => one.Message.Json)),
        Texts(messages.Select(one => StoredInstant.Of(one.Time))));

    private static NpgsqlBatchCommand Rollouts(IReadOnlyList<RolloutRecord> rows) => Command(
        PutRollouts,
        Texts(rows.Select(row => row.Id)),
        Texts(rows.Select(row => row.App)),
        Texts(rows.Select(row => row.Environment)),
        Texts(rows.Select(row => row.Version)),
        Texts(rows.Select(row => row.From_Version)),
        Texts(rows.Select(row => row.Kind)),
        Texts(rows.Select(row => row.Phase)),
        Numbers(rows.Select(row => row.Live)),
        Texts(rows.Select(row => row.Started_At)),
        Texts(rows.Select(row => row.Ended_At)),
        Texts(rows.Select(row => row.Started_By)),
        Texts(rows.Select(row => row.Summary)));

    private static NpgsqlBatchCommand Command(string statement, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(statement);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<long[]> Numbers(IEnumerable<long> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
}
