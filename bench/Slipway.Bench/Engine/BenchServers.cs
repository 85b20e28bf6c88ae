namespace Slipway.Bench.Engine;

/// <summary>A kind of store to measure on.</summary>
internal sealed record BenchServers(string Name, Func<CancellationToken, Task<BenchPlace>> OpenAsync)
{
    public static IReadOnlyList<BenchServers> All { get; } =
    [
        new("SQLite", _ => BenchPlace.SqliteAsync()),
        new("PostgreSQL", BenchPlace.PostgresAsync),
    ];
}
