using System.Globalization;
using Slipway.Core.Engine;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;

namespace Slipway.Core.Tests.Engine;

/// <summary>Several servers on one store, with as many apps as a test likes, in virtual time.</summary>
internal sealed class Cluster : ISpecs
{
    private readonly SpecSet _specs;
    private readonly VirtualTime _time;
    private readonly List<Server> _servers = [];

    private Cluster(StrategySpec strategy, int apps, VirtualTime time)
    {
        _time = time;
        Store = new InMemoryStore(time);
        Worlds = new ManyWorlds(time);
        _specs = new SpecSet([.. Enumerable.Range(0, apps).Select(i => App(i, strategy))], [], []);
    }

    public InMemoryStore Store { get; }

    public ManyWorlds Worlds { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <param name="apps">Each has one environment, in which nothing runs yet.</param>
    public static void Run(StrategySpec strategy, int apps, Func<Cluster, Task> test)
    {
        var time = new VirtualTime();
        new VirtualLoop(time).Run(
            async () =>
            {
                var cluster = new Cluster(strategy, apps, time);
                await test(cluster);
                foreach (var server in cluster._servers)
                {
                    await server.DieAsync();
                    server.Dispose();
                }

                return true;
            },
            time.GetUtcNow() + TimeSpan.FromDays(1));
    }

    public Server Start(string id)
    {
        var server = new Server(id, Store, this, Worlds, _time);
        _servers.Add(server);
        return server;
    }

    /// <summary>Brings 1.0.0 and then 2.0.0 to each app, and returns the latter's rollouts once all are watched.</summary>
    public async Task<IReadOnlyList<string>> WatchedAsync(Server server)
    {
        foreach (var app in _specs.Apps)
            await DeployAsync(server, app.App, "1.0.0");
        await UntilAsync(async () => (await Store.ListRolloutsAsync(null, null, liveOnly: true, 1000, default)).Count == 0);
        var ids = new List<string>();
        foreach (var app in _specs.Apps)
            ids.Add(await DeployAsync(server, app.App, "2.0.0"));
        await UntilAsync(async () =>
        {
            foreach (var id in ids)
            {
                if ((await LoadAsync(id)).ExposedAt is null)
                    return false;
            }

            return true;
        });
        return ids;
    }

    public static async Task<string> DeployAsync(Server server, string app, string version)
    {
        var outcome = await server.Service.DeployAsync(new Request.Deploy(app, null, version, Supersede: false, null, "alice"), default);
        return outcome.Value?.Id ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    public async Task<RolloutState> LoadAsync(string id) =>
        await new Ledger(Store, _time).LoadAsync(id, default) ?? throw new InvalidOperationException($"no {id}");

    public Task RestAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time, default(CancellationToken));

    /// <summary>Waits until something is so.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> UntilAsync(Func<Task<bool>> reached)
    {
        var began = Now;
        while (!await reached())
            await RestAsync(0.05);
        return Now - began;
    }

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(_specs);

    private static AppSpec App(int number, StrategySpec strategy) => new()
    {
        App = string.Create(CultureInfo.InvariantCulture, $"app-{number:00}"),
        Artifact = "./{version}",
        Directory = "/srv",
        Environments = [Samples.Spec(strategy) with { Analysis = [], HotTrigger = null, Checks = [] }],
    };
}
