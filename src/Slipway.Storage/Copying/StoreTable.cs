namespace Slipway.Storage.Copying;

/// <summary>A table as it is copied: all rows in the order of a key.</summary>
/// <param name="Key">The column by which it is read page by page.</param>
/// <param name="Columns">What is written.</param>
/// <param name="IsNumbered">True where the key is a number.</param>
/// <param name="PageRows">Rows of one transaction; fewer where a row may be large.</param>
internal sealed record StoreTable(string Name, string Key, IReadOnlyList<string> Columns, bool IsNumbered, int PageRows = 1_000)
{
    /// <summary>
    /// All that a store holds, apart from which servers live. The numbers of notices, deliveries and measurements are given anew, in the same order:
    /// nothing refers to them. The owners of leases live no more; their fences go on rising.
    /// </summary>
    public static IReadOnlyList<StoreTable> All { get; } =
    [
        new("events", "position", ["position", "stream", "version", "type", "json", "time", "actor", "previous_hash", "hash", "origin"], IsNumbered: true),
        new("checkpoints", "position", ["position", "hash", "time", "events"], IsNumbered: true),
        new("rollouts", "id", ["id", "app", "environment", "version", "from_version", "kind", "phase", "live", "started_at", "ended_at", "started_by", "summary"], IsNumbered: false),
        new("snapshots", "stream", ["stream", "version", "format", "json", "seal"], IsNumbered: false, PageRows: 200),
        new("leases", "name", ["name", "owner", "fence"], IsNumbered: false),
        new("outbox", "id", ["key", "rollout", "topic", "json", "time", "delivered_at"], IsNumbered: true),
        new("deliveries", "id", ["message", "destination", "rollout", "state", "attempts", "since", "due", "ended_at", "error"], IsNumbered: true),
        new("evidence", "id", ["rollout", "last_at", "samples"], IsNumbered: true, PageRows: 200),
        new("traffic", "id", ["environment", "start", "seconds", "requests", "errors"], IsNumbered: true),
    ];

    /// <summary>The lowest key comes after it.</summary>
    public object Start => IsNumbered ? 0L : "";

    public string Count => $"SELECT count(*) FROM {Name}";

    /// <summary>The key first, then the columns.</summary>
    public string Read => $"SELECT {Key}, {string.Join(", ", Columns)} FROM {Name} WHERE {Key} > @after ORDER BY {Key} LIMIT @limit";

    public string Write => $"INSERT INTO {Name} ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@c{i}"))})";
}
