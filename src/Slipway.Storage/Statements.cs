namespace Slipway.Storage;

/// <summary>The statements that both databases understand. Instants are <see cref="StoredInstant"/>s.</summary>
internal static class Statements
{
    public const string EventColumns = "position, stream, version, type, json, time, actor, previous_hash, hash, origin";

    public const string RolloutColumns =
        "id, app, environment, version, from_version, kind, phase, live, started_at, ended_at, started_by, summary";

    public const string ReadStream = $"SELECT {EventColumns} FROM events WHERE stream = @stream AND version > @afterVersion ORDER BY version";

    public const string ReadAll = $"SELECT {EventColumns} FROM events WHERE position > @afterPosition ORDER BY position LIMIT @limit";

    public const string LastEvent = $"SELECT {EventColumns} FROM events ORDER BY position DESC LIMIT 1";

    public const string Head = "SELECT coalesce(max(position), 0) FROM events";

    public const string HasEventsAfter = "SELECT EXISTS (SELECT 1 FROM events WHERE position > @position)";

    public const string FindRollout = $"SELECT {RolloutColumns} FROM rollouts WHERE id = @id";

    /// <summary>After an insert into <c>rollouts</c>: the newest row of a rollout replaces the one before it.</summary>
    public const string ReplaceRollout =
        """
        ON CONFLICT (id) DO UPDATE SET
            app = excluded.app, environment = excluded.environment, version = excluded.version, from_version = excluded.from_version,
            kind = excluded.kind, phase = excluded.phase, live = excluded.live, started_at = excluded.started_at,
            ended_at = excluded.ended_at, started_by = excluded.started_by, summary = excluded.summary
        """;

    public const string PutRollout =
        $"""
        INSERT INTO rollouts ({RolloutColumns})
        VALUES (@Id, @App, @Environment, @Version, @From_Version, @Kind, @Phase, @Live, @Started_At, @Ended_At, @Started_By, @Summary)
        {ReplaceRollout}
        """;

    public const string ReadEvidence = "SELECT samples FROM evidence WHERE rollout = @rolloutId AND last_at >= @since ORDER BY last_at, id";

    public const string ReadTraffic = "SELECT start, seconds, requests, errors FROM traffic WHERE environment = @environment AND start >= @from ORDER BY start, seconds";

    /// <summary>Minutes between two instants into the hour that begins at the first.</summary>
    public const string FoldTraffic =
        $"""
        INSERT INTO traffic (environment, start, seconds, requests, errors)
        SELECT environment, @start, 3600, CAST(sum(requests) AS BIGINT), CAST(sum(errors) AS BIGINT)
        FROM traffic WHERE seconds = 60 AND start >= @start AND start < @end GROUP BY environment
        {AddToTraffic}
        """;

    public const string ReadPending = "SELECT id, key, rollout, topic, json, time FROM outbox WHERE delivered_at IS NULL ORDER BY id LIMIT @limit";

    public const string MarkDelivered = "UPDATE outbox SET delivered_at = @at WHERE id = @id AND delivered_at IS NULL";

    /// <summary>The oldest pending notice alone, so that two servers that hand on at once cannot change the order.</summary>
    public const string HandOn =
        """
        UPDATE outbox SET delivered_at = @at
        WHERE id = @id AND delivered_at IS NULL AND NOT EXISTS (SELECT 1 FROM outbox AS older WHERE older.delivered_at IS NULL AND older.id < @id)
        """;

    public const string AddDelivery =
        """
        INSERT INTO deliveries (message, destination, rollout, state, attempts, since, due)
        SELECT key, @destination, rollout, 'pending', 0, @at, @at FROM outbox WHERE id = @id
        ON CONFLICT (message, destination) DO NOTHING
        """;

    public const string FirstDeliveries =
        $"""
        {ReadDeliveries}
        WHERE deliveries.destination = @destination AND deliveries.state = 'pending' AND NOT EXISTS (
            SELECT 1 FROM deliveries AS older
            WHERE older.destination = deliveries.destination AND older.rollout = deliveries.rollout AND older.state = 'pending' AND older.id < deliveries.id)
        ORDER BY deliveries.due, deliveries.id LIMIT @limit
        """;

    public const string OpenDeliveries = $"{ReadDeliveries} WHERE deliveries.state IN ('pending', 'dead') ORDER BY deliveries.id LIMIT @limit";

    public const string CountOpenDeliveries =
        "SELECT (SELECT COUNT(*) FROM deliveries WHERE state = 'pending'), (SELECT COUNT(*) FROM deliveries WHERE state = 'dead')";

    public const string RecordDelivery =
        """
        UPDATE deliveries SET state = @state, attempts = @attempts, due = @due, ended_at = @ended, error = @error
        WHERE id = @id AND (state = 'pending' OR @state = 'delivered')
        """;

    public const string ExpireDeliveries =
        """
        UPDATE deliveries SET state = 'dead', ended_at = @at, error = coalesce(error, 'nobody delivered it in time: is there a server that has this destination in its file?')
        WHERE state = 'pending' AND since < @since
        """;

    public const string PutSnapshot =
        """
        INSERT INTO snapshots (stream, version, format, json, seal) VALUES (@Stream, @Version, @Format, @Json, @Seal)
        ON CONFLICT (stream) DO UPDATE SET version = excluded.version, format = excluded.format, json = excluded.json, seal = excluded.seal
        """;

    public const string EnrolServer =
        """
        INSERT INTO servers (id, url, folder, expires) VALUES (@Id, @Url, @Folder, @expires)
        ON CONFLICT (id) DO UPDATE SET url = excluded.url, folder = excluded.folder, expires = excluded.expires
        """;

    public const string Standing =
        $"""
        SELECT (SELECT count(*) FROM servers WHERE expires > @now),
               (SELECT count(*) FROM rollouts WHERE live = 1),
               (SELECT count(*) {Held})
        """;

    public const string HeldLeases = $"SELECT name, owner, fence {Held} ORDER BY name";

    public const string TakeRole =
        $"""
        INSERT INTO leases (name, owner, fence)
        SELECT @name, @owner, (SELECT coalesce(max(fence), 0) + 1 FROM leases)
        WHERE EXISTS (SELECT 1 FROM servers WHERE id = @owner AND expires > @now)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
        WHERE leases.owner IS NULL OR (leases.owner <> @owner AND NOT {Lives})
        """;

    public const string RoleOfOwner = "SELECT name, owner, fence FROM leases WHERE name = @name AND owner = @owner";

    public const string LivingServers = "SELECT id, url, folder FROM servers WHERE expires > @now ORDER BY id";

    public const string LivingHolder =
        "SELECT id, url, folder FROM servers JOIN leases ON leases.owner = servers.id WHERE leases.name = @name AND expires > @now";

    /// <summary>The folder of the store is a lease that no server holds, and whose owner never changes.</summary>
    public const string NameFolder = "INSERT INTO leases (name, owner, fence) VALUES ('folder', @mine, 1) ON CONFLICT (name) DO NOTHING";

    public const string ReadFolder = "SELECT owner FROM leases WHERE name = 'folder'";

    public const string ForgetServer = "DELETE FROM servers WHERE id = @owner";

    /// <summary>Each start of a server adds a row; those that ended without leaving hold nothing any more.</summary>
    public const string ForgetDeadServers = "DELETE FROM servers WHERE expires <= @now";

    private const string ReadDeliveries =
        """
        SELECT deliveries.id, destination, message, deliveries.rollout, topic, json, time, state, attempts, since, due, error
        FROM deliveries JOIN outbox ON outbox.key = deliveries.message
        """;

    private const string AddToTraffic =
        "ON CONFLICT (environment, start, seconds) DO UPDATE SET requests = traffic.requests + excluded.requests, errors = traffic.errors + excluded.errors";

    private const string Lives = "EXISTS (SELECT 1 FROM servers WHERE servers.id = leases.owner AND servers.expires > @now)";

    private const string Held =
        """
        FROM leases JOIN rollouts ON rollouts.id = leases.name
        WHERE leases.owner = @owner AND rollouts.live = 1
        """;

    /// <param name="lockClause">What keeps two transactions off the same rollouts, where the database needs telling.</param>
    public static string Claim(string lockClause) =>
        $"""
        INSERT INTO leases (name, owner, fence)
        SELECT id, @owner, (SELECT coalesce(max(fence), 0) FROM leases) + row_number() OVER (ORDER BY started_at, id)
        FROM (
            SELECT id, started_at FROM rollouts
            WHERE live = 1 AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.name = rollouts.id AND {Lives})
            ORDER BY started_at, id LIMIT @max {lockClause}
        ) AS free
        WHERE TRUE
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, fence = excluded.fence
        RETURNING name, owner, fence
        """;

    /// <param name="streams">A query of the names.</param>
    /// <param name="versions">A query of the versions after which each is read, in the same places.</param>
    /// <remarks>A cross join in this order: SQLite then looks into the index once a stream, and does not walk all events.</remarks>
    public static string ReadStreams(string streams, string versions) =>
        $"""
        SELECT {EventColumns}
        FROM (SELECT named.value AS wanted, CAST(had.value AS BIGINT) AS have FROM ({streams}) AS named JOIN ({versions}) AS had ON had.place = named.place) AS tails
             CROSS JOIN events
        WHERE stream = wanted AND version > have
        ORDER BY stream, version
        """;

    /// <param name="names">A query of the leases' names; the others in the same places.</param>
    public static string Release(string names, string owners, string fences) =>
        $"""
        UPDATE leases SET owner = NULL WHERE (name, owner, fence) IN (
            SELECT named.value, owned.value, CAST(fenced.value AS BIGINT)
            FROM ({names}) AS named JOIN ({owners}) AS owned ON owned.place = named.place JOIN ({fences}) AS fenced ON fenced.place = named.place)
        """;

    /// <param name="ids">A query of the numbers; null for all dead letters.</param>
    public static string RetryDeliveries(string? ids) =>
        $"""
        UPDATE deliveries SET state = 'pending', attempts = 0, since = @at, due = @at, ended_at = NULL
        WHERE {(ids is null ? "state = 'dead'" : $"state IN ('pending', 'dead') AND id IN (SELECT CAST(named.value AS BIGINT) FROM ({ids}) AS named)")}
        """;

    public static string AddTraffic(int rows) =>
        $"INSERT INTO traffic (environment, start, seconds, requests, errors) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(i => $"(@environment{i}, @start{i}, @seconds{i}, @requests{i}, @errors{i})"))} {AddToTraffic}";

    public static string AddEvidence(int rows) =>
        $"INSERT INTO evidence (rollout, last_at, samples) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(@rollout{row}, @lastAt{row}, @block{row})"))}";

    /// <param name="rollouts">A query of the ids.</param>
    /// <param name="instants">A query of the instants from which on each is read, in the same places.</param>
    /// <remarks>A cross join in this order, as for <see cref="ReadStreams"/>.</remarks>
    public static string ReadManyEvidence(string rollouts, string instants) =>
        $"""
        SELECT rollout, samples
        FROM (SELECT named.value AS wanted, begun.value AS since FROM ({rollouts}) AS named JOIN ({instants}) AS begun ON begun.place = named.place) AS tails
             CROSS JOIN evidence
        WHERE rollout = wanted AND last_at >= since
        ORDER BY rollout, last_at, id
        """;

    /// <param name="streams">A query of the names.</param>
    public static string ReadSnapshots(string streams) =>
        $"SELECT stream, version, format, json, seal FROM snapshots WHERE stream IN (SELECT value FROM ({streams}) AS named)";

    /// <summary>Only the conditions that count, so that each combination finds its index.</summary>
    public static string ListRollouts(bool app, bool environment, bool liveOnly)
    {
        string[] conditions = ["TRUE", .. Only(app, "app = @app"), .. Only(environment, "environment = @environment"), .. Only(liveOnly, "live = 1")];
        return $"SELECT {RolloutColumns} FROM rollouts WHERE {string.Join(" AND ", conditions)} ORDER BY started_at DESC, id DESC LIMIT @limit";

        static IEnumerable<string> Only(bool counts, string condition) => counts ? [condition] : [];
    }
}
