using System.Text.Json;
using Slipway.Bench.Chaos.Script;
using Slipway.Bench.Running;
using Slipway.Testing.Postgres;

namespace Slipway.Bench.Chaos.World;

/// <summary>
/// All that is real in a run: a folder with specs and versions, a database, the servers, and what they start.
/// Disposing ends all of it, also what outlives its server by design.
/// </summary>
public sealed class ChaosWorld : IAsyncDisposable
{
    private const int ReadySeconds = 180;
    private const int ReadyPollMilliseconds = 100;

    private readonly ScratchFolder _folder;
    private readonly TimeProvider _time;

    private ChaosWorld(ChaosOptions options, ScratchFolder folder, PostgresCluster? database, IReadOnlyList<Place> places, IReadOnlyList<ServerProcess> servers, Random chance, TimeProvider time)
    {
        (Options, _folder, Database, Places, Servers, _time) = (options, folder, database, places, servers, time);
        People = new People(servers, Data, chance);
    }

    public ChaosOptions Options { get; }

    public IReadOnlyList<Place> Places { get; }

    public IReadOnlyList<ServerProcess> Servers { get; }

    /// <summary>Null with SQLite.</summary>
    public PostgresCluster? Database { get; }

    public People People { get; }

    public string Folder => _folder.Path;

    /// <summary>Leaves the folder with its logs to whoever wants to know what went wrong.</summary>
    public void Keep() => _folder.Stays = true;

    /// <summary>The data folder that all servers share.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>Where the servers' record is, for a look from outside: the URL without the servers' links, or the file.</summary>
    public string Record => Database is null ? Path.Combine(Data, "slipway.db") : Database.Url(DatabaseName);

    private const string DatabaseName = "slipway";

    public static async Task<ChaosWorld> PrepareAsync(BenchContext context, ChaosOptions options, IReadOnlyList<Place> places, CancellationToken cancellation)
    {
        var folder = new ScratchFolder();
        var python = await Python.FindAsync(cancellation);
        var specs = World.Places.WriteSpecs(folder.Path, places, python, SampleService.Write(folder.Path));
        var data = Path.Combine(folder.Path, "data");
        Directory.CreateDirectory(data);
        var database = options.Store == BenchStore.Postgres ? await PostgresCluster.StartAsync(durable: true, cancellation) : null;
        if (database is not null)
            await database.CreateDatabaseAsync(DatabaseName, cancellation);
        (int, Func<int, string>)? reached = database is null
            ? null
            : (database.Port, port => database.Url(DatabaseName).Replace($":{database.Port}/", $":{port}/", StringComparison.Ordinal));
        var servers = Enumerable.Range(1, options.Servers)
            .Select(number => new ServerProcess($"s{number}", Programs.Slipway(context.Root), folder.Path, data, specs, reached, context.Time))
            .ToList();
        return new ChaosWorld(options, folder, database, places, servers, new Random(options.Seed), context.Time);
    }

    /// <summary>Writes the folders of all versions that will be brought out.</summary>
    public void WriteVersions(IEnumerable<Order> orders)
    {
        foreach (var order in orders)
            SampleService.WriteVersion(Path.Combine(Folder, "releases", order.Place.App), order.Version, order.Behaviour);
    }

    /// <summary>Starts whoever does not run and waits until all are ready.</summary>
    /// <exception cref="BenchFailedException">One was not in time.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        foreach (var server in Servers.Where(server => !server.Runs))
            server.Start();
        foreach (var server in Servers)
            await WaitUntilReadyAsync(server, cancellation);
    }

    /// <summary>The process of a place's gateway; null when none runs.</summary>
    public int? GatewayOf(Place place)
    {
        var file = Path.Combine(Data, "gateways", place.App, place.Environment, "process.json");
        try
        {
            using var record = System.Text.Json.JsonDocument.Parse(File.ReadAllText(file));
            var id = record.RootElement.GetProperty("pid").GetInt32();

            // The number may be another process's by now.
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(Data, StringComparison.Ordinal) ? id : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or System.Text.Json.JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        People.Dispose();
        foreach (var server in Servers)
            await server.DisposeAsync();
        await LeftBehind.StopAsync(Data, _time);
        if (Database is not null)
            await Database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task WaitUntilReadyAsync(ServerProcess server, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = server.Api, Timeout = TimeSpan.FromSeconds(ReadySeconds) };
        var began = _time.GetTimestamp();
        var last = "it does not listen";
        while (_time.GetElapsedTime(began) < TimeSpan.FromSeconds(ReadySeconds))
        {
            try
            {
                using var answer = await client.GetAsync("ready", cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
                last = await answer.Content.ReadAsStringAsync(cancellation);
            }
            catch (HttpRequestException) when (server.Runs)
            {
                // Not listening yet.
            }
            catch (HttpRequestException)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(ReadyPollMilliseconds), _time, cancellation);
        }

        Keep();
        throw new BenchFailedException($"{server.Name} was not ready within {ReadySeconds} s: {last}; its log is in {Folder}");
    }
}
