using Dapper;
using Microsoft.Data.Sqlite;
using Shouldly;
using Slipway.Contracts;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Storage;
using Slipway.Testing.Simulation;
using Slipway.Testing.Simulation.Plans;
using Xunit;

namespace Slipway.Server.Tests.Cli;

/// <summary>A user's folder with an SQLite file of what a simulated life left, measurements included, and the command line in it.</summary>
public abstract class RecordVerbs : IAsyncLifetime
{
    private const int Seed = 7;

    private protected static Lazy<InMemoryStore> Life { get; } = new(() => Trial.Run(PlanDraw.Draw(Seed)).Store);

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("slipway-record-");

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected string Data => Path.Combine(Folder.FullName, ".slipway");

    private protected string StoreFile => Path.Combine(Data, "slipway.db");

    public async ValueTask InitializeAsync()
    {
        await using var store = await SqliteStore.OpenAsync(StoreFile, TimeProvider.System, Cancellation);
        foreach (var e in await Life.Value.ReadAllAsync(0, int.MaxValue, Cancellation))
            await store.AppendAsync(new Append([new StreamAppend(e.Stream, e.Version - 1, [new EventData(e.Type, e.Json)])], e.Time, new Actor(e.Actor, e.Origin), null, null, []), Cancellation);
        foreach (var row in await Life.Value.ListRolloutsAsync(null, null, liveOnly: false, int.MaxValue, Cancellation))
        {
            if (await Life.Value.ReadAsync(row.Id, DateTimeOffset.MinValue, Cancellation) is { Count: > 0 } samples)
                await store.AppendAsync([new RolloutSamples(row.Id, samples)], Cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected async Task AlterAsync(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={StoreFile}");
        await connection.ExecuteAsync(statement);
    }

    private protected async Task<string> DoneAsync(params string[] args)
    {
        var (code, text, error) = await RunAsync(args);
        code.ShouldBe(ExitCodes.Done, error + text);
        return text;
    }

    private protected async Task<(int Code, string Text, string Error)> RunAsync(params string[] args)
    {
        var test = new TestTerminal(Folder.FullName);
        return (await test.RunAsync(args), test.Out, test.Error);
    }
}
