using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Git;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Engine.Trains;
using Slipway.Core.Environments;
using Slipway.Core.Git.Model;
using Slipway.Core.Notices;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Trains;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.World;
using Xunit;

namespace Slipway.Core.Tests.Engine.Trains;

/// <summary>
/// Catalog, prices and shop, each in staging and production, with an engine and a world in virtual time.
/// Versions work, but those named <c>bad-…</c>, whose instances crash. Trains and promotions are driven as a test says.
/// </summary>
internal sealed class TrainWorld : ISpecs, IArtifacts
{
    public const string Document =
        """
        name: spring-1
        environment: production
        waves:
          - [ { app: catalog, version: 2.0.0 }, { app: prices, version: 2.0.0 } ]
          - [ { app: shop, version: 2.0.0 } ]
        """;

    public static readonly IReadOnlyList<string> Apps = ["catalog", "prices", "shop"];

    private readonly VirtualTime _time;
    private readonly EarthAdapters _ports;
    private readonly RolloutEngine _engine;
    private readonly List<Task> _running = [];
    private readonly CancellationToken _life;

    private TrainWorld(StrategySpec strategy, VirtualTime time, CancellationToken life)
    {
        (_time, _life) = (time, life);
        Store = new InMemoryStore(time);
        _ports = new EarthAdapters(new Earth(
            (_, version) => version.ToString().StartsWith("bad", StringComparison.Ordinal) ? Character.Good with { Crashes = true } : Character.Good, time, new Verdicts(time)));
        Strategy = strategy;
        Ledger = new Ledger(Store, time);
        _engine = new RolloutEngine(
            Ledger, Store, Store, new Adapters([_ports], [_ports], [_ports], _ports), new Budgets(Store, time), new Places(this), new Checklists(Store, [], time), time,
            NullLogger<RolloutEngine>.Instance, new ServerNote("engine", "", ""));
        Rollouts = ServiceOn(Ledger);
        Trains = new TrainLedger(Store, time);
        Service = new TrainService(Trains, Rollouts);
        _running.Add(_engine.RunAsync(life));
    }

    public InMemoryStore Store { get; }

    public Ledger Ledger { get; }

    public RolloutService Rollouts { get; }

    public TrainLedger Trains { get; }

    public TrainService Service { get; }

    /// <summary>Of production; null: none.</summary>
    public PromotionSpec? Promotion { get; set; }

    public bool IsSpecBroken { get; set; }

    /// <summary>The app whose files cannot be read; null: all can.</summary>
    public string? AppAway { get; set; }

    private StrategySpec Strategy { get; }

    public static void Run(Func<TrainWorld, Task> test, StrategySpec? strategy = null)
    {
        var time = new VirtualTime();
        using var life = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        new VirtualLoop(time).Run(
            async () =>
            {
                var world = new TrainWorld(strategy ?? Samples.BlueGreen, time, life.Token);
                await test(world);
                // Not CancelAsync: that would leave the one thread.
                life.Cancel();
                foreach (var running in world._running)
                    await running.ContinueWith(_ => { }, TaskScheduler.FromCurrentSynchronizationContext());
                return true;
            },
            time.GetUtcNow() + TimeSpan.FromDays(3));
    }

    /// <summary>Has 1.0.0 running in production of each app, with nothing kept warm.</summary>
    public async Task BeginAsync()
    {
        foreach (var app in Apps)
            await EndAsync(await DeployAsync(app, "production", "1.0.0"));
    }

    /// <summary>Drives a train through one life after another until it has ended, and lets the way back of what was taken back end as well.</summary>
    /// <param name="store">What each life has for a store; null: the store itself.</param>
    public async Task<TrainState> DriveAsync(string id, Func<IEventStore>? store = null)
    {
        while (true)
        {
            try
            {
                await Driver(store?.Invoke() ?? Store).DriveAsync(id, default);
            }
            catch (PortUnavailableException)
            {
                // This life is over; the next one begins.
            }

            var state = (await Trains.LoadAsync(id, default))!;
            if (!state.IsLive)
                return state;
            await RestAsync(1);
        }
    }

    public TrainDriver Driver(IEventStore store)
    {
        var ledger = new Ledger(store, _time);
        return new TrainDriver(new TrainLedger(store, _time), ledger, ServiceOn(ledger));
    }

    /// <summary>Starts what a server runs: it goes on until the test ends.</summary>
    public void Conduct() => _running.Add(new Conductor(
        Trains, Driver(Store), Stopping(Store), Follower(Store), Drifting(Store), Store, Store, new ServerNote("engine", "", ""), _time, NullLogger<Conductor>.Instance).RunAsync(_life));

    private DriftFollower Drifting(IEventStore store) =>
        new(new Ledger(store, _time), new Places(this), new Adapters([_ports], [_ports], [_ports], _ports), Store, new ServerNote("engine", "", ""));

    private StopDriver Stopping(IEventStore store)
    {
        var ledger = new Ledger(store, _time);
        return new StopDriver(ledger, ServiceOn(ledger), new Places(this), new Adapters([_ports], [_ports], [_ports], _ports), Store, new ServerNote("engine", "", ""));
    }

    /// <summary>What one server does for a repository.</summary>
    public GitDriver Git(GitRepository repository, IGitRepositories repositories, IEventStore? store = null)
    {
        var ledger = new Ledger(store ?? Store, _time);
        return new GitDriver(repository, repositories, new GitLedger(store ?? Store, _time), ledger, ServiceOn(ledger));
    }

    /// <summary>Starts what a server runs for a repository: it goes on until the test ends.</summary>
    public void Patrol(GitRepository repository, IGitRepositories repositories) => _running.Add(new GitPatrol(
        repository, Git(repository, repositories), new ServerRole(GitPatrol.RoleOf(repository.Name), Store, new ServerNote("engine", "", ""), _time),
        Store, _time, NullLogger<GitPatrol>.Instance).RunAsync(_life));

    public PromotionFollower Follower(IEventStore store)
    {
        var ledger = new Ledger(store, _time);
        return new PromotionFollower(ledger, new Places(this), ServiceOn(ledger));
    }

    public async Task<string> StartAsync(string document = Document)
    {
        var outcome = await Service.StartAsync(document, "a reason", "alice", default);
        return outcome.Value?.Id ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    public async Task<string> DeployAsync(string app, string environment, string version)
    {
        var outcome = await Rollouts.DeployAsync(new Request.Deploy(app, environment, version, Supersede: false, null, "bob"), default);
        return outcome.Value?.Id ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    public Task<RolloutState> EndAsync(string id) => UntilAsync(id, state => !state.IsLive);

    public async Task<RolloutState> UntilAsync(string id, Func<RolloutState, bool> reached)
    {
        while (true)
        {
            var state = await Ledger.LoadAsync(id, default) ?? throw new InvalidOperationException($"no {id}");
            if (reached(state))
                return state;
            await RestAsync(1);
        }
    }

    public async Task<TrainState> TrainAsync(string id, Func<TrainState, bool> reached)
    {
        while (true)
        {
            var state = (await Trains.LoadAsync(id, default))!;
            if (reached(state))
                return state;
            await RestAsync(1);
        }
    }

    public Task RestAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time, default(CancellationToken));

    public Task<EnvironmentState> EnvironmentAsync(string app, string environment = "production") =>
        Ledger.LoadEnvironmentAsync(new EnvironmentKey(app, environment), default);

    /// <summary>What is stable in production of each app.</summary>
    public async Task<string> StableAsync()
    {
        var stable = new List<string>();
        foreach (var app in Apps)
            stable.Add($"{(await EnvironmentAsync(app)).StableRelease?.Version}");
        return string.Join(" ", stable);
    }

    /// <summary>How many rollouts there were in production of each app.</summary>
    public async Task<string> RolloutsAsync()
    {
        var counts = new List<int>();
        foreach (var app in Apps)
            counts.Add((await EnvironmentAsync(app)).Rollouts);
        return string.Join(" ", counts);
    }

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(
        IsSpecBroken ? new SpecSet([], [new Slipway.Core.Specs.SpecError("app", 1, 1, "is missing")], []) : new SpecSet([.. Apps.Select(App)], [], []));

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => AppAway is { } app && artifact.Contains($"/{app}/", StringComparison.Ordinal)
        ? Task.FromException<Digest?>(new PortUnavailableException($"the files of {app} cannot be read"))
        : _ports.DigestAsync(artifact, cancellation);

    private RolloutService ServiceOn(Ledger ledger) => new(
        ledger, new Places(this), new ReleaseFinder(this), new Adapters([_ports], [_ports], [_ports], _ports), new Budgets(Store, _time), _engine.Wake);

    private AppSpec App(string name)
    {
        var environment = Samples.Spec(Strategy) with { Analysis = [], HotTrigger = null, Checks = [] };
        return new AppSpec
        {
            App = name,
            Artifact = "./{version}",
            Directory = $"/srv/{name}",
            Environments = [environment with { Name = "staging" }, environment with { Promotion = Promotion }],
        };
    }
}
