using Slipway.Bench.Running;

namespace Slipway.Bench.Engine;

/// <summary>A kind of store to measure on.</summary>
internal sealed record BenchServers(BenchStore Store, string Name, Func<CancellationToken, Task<BenchPlace>> OpenAsync)
{
    public static IReadOnlyList<BenchServers> All { get; } =
    [
        new(BenchStore.Sqlite, "SQLite", _ => BenchPlace.SqliteAsync()),
        new(BenchStore.Postgres, "PostgreSQL", BenchPlace.PostgresAsync),
    ];
}
