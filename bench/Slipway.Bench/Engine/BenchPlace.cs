using Slipway.Bench.Running;
using Slipway.Testing.Postgres;

namespace Slipway.Bench.Engine;

/// <summary>An empty store, gone with everything in it once it is disposed.</summary>
internal sealed class BenchPlace : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly PostgresCluster? _cluster;

    private BenchPlace(ScratchFolder folder, string address, PostgresCluster? cluster) => (_folder, Address, _cluster) = (folder, address, cluster);

    /// <summary>For <see cref="HostOrder.Store"/>.</summary>
    public string Address { get; }

    /// <summary>For <see cref="HostOrder.World"/>.</summary>
    public string World => Path.Combine(_folder.Path, "world");

    public static Task<BenchPlace> SqliteAsync()
    {
        var folder = new ScratchFolder();
        return Task.FromResult(new BenchPlace(folder, Path.Combine(folder.Path, "slipway.db"), null));
    }

    /// <summary>A PostgreSQL of its own that flushes each commit to the disk.</summary>
    public static async Task<BenchPlace> PostgresAsync(CancellationToken cancellation)
    {
        var cluster = await PostgresCluster.StartAsync(durable: true, cancellation);
        return new BenchPlace(new ScratchFolder(), await cluster.CreateDatabaseAsync("slipway", cancellation), cluster);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Dispose();
    }
}
