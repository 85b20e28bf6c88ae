using Dapper;
using Microsoft.Data.Sqlite;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Upkeep;
using Slipway.Storage;
using Slipway.Storage.Signing;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Adapters.Tests.Storage.Sealing;

/// <summary>An SQLite store with what a simulated life left, its measurements included, and a key.</summary>
internal sealed class SealedStore : IAsyncDisposable
{
    private const int Seed = 6;

    private static readonly Lazy<InMemoryStore> Life = new(() => Trial.Run(PlanDraw.Draw(Seed)).Store);

    private SealedStore(TemporaryFolder folder, SqliteStore store) => (Folder, Store, Key) = (folder, store, AuditKey.LoadOrMake(folder.Path));

    public TemporaryFolder Folder { get; }

    public SqliteStore Store { get; }

    public AuditKey Key { get; }

    public CheckpointFile Checkpoints => new(Folder.File(CheckpointFile.FileName));

    public CheckpointMaker Maker => new(Store, Store, Key, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SealedStore> OpenAsync()
    {
        var folder = new TemporaryFolder();
        var made = new SealedStore(folder, await SqliteStore.OpenAsync(folder.Store, TimeProvider.System, Cancellation));
        await SimulatedRecord.WriteAsync(made.Store, Life.Value);
        foreach (var row in await Life.Value.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation))
        {
            if (await Life.Value.ReadAsync(row.Id, DateTimeOffset.MinValue, Cancellation) is { Count: > 0 } samples)
                await made.Store.AppendAsync([new RolloutSamples(row.Id, samples)], Cancellation);
        }

        return made;
    }

    /// <summary>The rollout with the most verdicts; of several, the one with the most events.</summary>
    public async Task<string> MostJudgedAsync() =>
        (await Store.ReadAllAsync(0, int.MaxValue, Cancellation)).GroupBy(e => e.Stream).Where(stream => stream.First().Type == "rollout.planned")
            .OrderByDescending(stream => stream.Count(e => e.Type == "verdict.changed")).ThenByDescending(stream => stream.Count()).First().Key;

    public async Task<int> AlterAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Folder.Store};Pooling=False");
        return await connection.ExecuteAsync(statement);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Folder.Dispose();
    }
}
