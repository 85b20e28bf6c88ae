using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    private const string RolloutColumns =
        "id, app, environment, version, from_version, kind, phase, live, started_at, ended_at, started_by, summary";

    private const string PutRollout =
        $"""
        INSERT OR REPLACE INTO rollouts ({RolloutColumns})
        VALUES (@Id, @App, @Environment, @Version, @From_Version, @Kind, @Phase, @Live, @Started_At, @Ended_At, @Started_By, @Summary)
        """;

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(
        string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation)
    {
        // Only the conditions that count, so that each combination finds its index.
        string[] conditions = ["TRUE", .. Only(app is not null, "app = @app"), .. Only(environment is not null, "environment = @environment"), .. Only(liveOnly, "live = 1")];
        var query = $"SELECT {RolloutColumns} FROM rollouts WHERE {string.Join(" AND ", conditions)} ORDER BY started_at DESC, id DESC LIMIT @limit";
        return ReadAsync<IReadOnlyList<RolloutRow>>(
            connection => [.. connection.Query<RolloutRecord>(query, new { app, environment, limit }).Select(record => record.Row())], cancellation);

        static IEnumerable<string> Only(bool counts, string condition) => counts ? [condition] : [];
    }

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) =>
        ReadAsync(
            connection => connection.QuerySingleOrDefault<RolloutRecord>($"SELECT {RolloutColumns} FROM rollouts WHERE id = @id", new { id })?.Row(),
            cancellation);

    /// <summary>A row of <c>rollouts</c> as SQLite has it.</summary>
    private sealed record RolloutRecord(
        string Id, string App, string Environment, string Version, string? From_Version, string Kind, string Phase, long Live,
        string Started_At, string? Ended_At, string Started_By, string Summary)
    {
        public static RolloutRecord Of(RolloutRow row) => new(
            row.Id, row.App, row.Environment, row.Version, row.FromVersion, row.Kind, row.Phase, row.Live ? 1 : 0,
            StoredInstant.Of(row.StartedAt), row.EndedAt is { } ended ? StoredInstant.Of(ended) : null, row.By, row.Summary);

        public RolloutRow Row() => new(
            Id, App, Environment, Version, From_Version, Kind, Phase, Live == 1,
            StoredInstant.Read(Started_At), Ended_At is null ? null : StoredInstant.Read(Ended_At), Started_By, Summary);
    }
}
