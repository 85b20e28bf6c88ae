using System.Globalization;
using Xunit;

namespace Slipway.Testing.Postgres;

/// <summary>The cluster that all tests of an assembly share: started with the first one that asks for it, with a database for each.</summary>
public sealed class PostgresRun : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresCluster>> _cluster = new(() => PostgresCluster.StartAsync(durable: false, CancellationToken.None));
    private int _databases;

    /// <summary>The cluster, for all to use and none to stop. Skips the test where no PostgreSQL is installed.</summary>
    public Task<PostgresCluster> ClusterAsync()
    {
        SkipUnlessInstalled();
        return _cluster.Value;
    }

    /// <summary>The URL of a new, empty database. Skips the test where no PostgreSQL is installed.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation)
    {
        var cluster = await ClusterAsync();
        return await cluster.CreateDatabaseAsync(string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}"), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated)
            await (await _cluster.Value).DisposeAsync();
    }

    /// <summary>For a test that starts a cluster of its own.</summary>
    public static void SkipUnlessInstalled() =>
        Assert.SkipUnless(PostgresCluster.IsInstalled, "No PostgreSQL 15 or newer is installed: run eng/real-parts.sh test");
}
