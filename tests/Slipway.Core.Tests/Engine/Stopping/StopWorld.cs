using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Simulation;
using Slipway.Core.Specs;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Engine.Stopping;

/// <summary>The shop in production with 1.0.0, an engine, and emergency stops that a test drives by hand, in virtual time.</summary>
internal sealed class StopWorld : ISpecs
{
    private static readonly Actor Alice = new("alice");

    private readonly InMemoryStore _store;
    private readonly Ledger _ledger;
    private readonly Adapters _adapters;
    private readonly RolloutService _service;
    private readonly VirtualTime _time;

    private StopWorld(VirtualTime time, StrategySpec strategy)
    {
        _time = time;
        _store = new InMemoryStore(time);
        _ledger = new Ledger(_store, time);
        Ports = new PagedAdapters(time);
        _adapters = new Adapters([Ports], [Ports], [Ports], Ports);
        Spec = Samples.Spec(strategy) with { Analysis = [], HotTrigger = null };
        var budgets = new Budgets(_store, time);
        Engine = new RolloutEngine(_ledger, _store, _store, _adapters, budgets, new Places(this), new Checklists(_store, [], time), time, NullLogger<RolloutEngine>.Instance, new ServerNote("engine", "", ""));
        _service = new RolloutService(_ledger, new Places(this), new ReleaseFinder(Ports), _adapters, budgets, Engine.Wake);
        Stops = new Stops(_ledger, new Places(this), _adapters);
    }

    public PagedAdapters Ports { get; }

    public Stops Stops { get; }

    public EnvironmentSpec Spec { get; set; }

    /// <summary>What is wrong with the spec; empty: nothing.</summary>
    public IReadOnlyList<SpecError> Errors { get; set; } = [];

    private RolloutEngine Engine { get; }

    public static void Run(Func<StopWorld, Task> test, StrategySpec? strategy = null)
    {
        var time = new VirtualTime();
        using var life = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        new VirtualLoop(time).Run(
            async () =>
            {
                var world = new StopWorld(time, strategy ?? Samples.BlueGreen);
                var running = world.Engine.RunAsync(life.Token);
                await world.EndAsync(await world.DeployAsync("1.0.0"));
                world.Ports.Log.Clear();
                await test(world);
                // Not CancelAsync: that would leave the one thread.
                life.Cancel();
                await running.ContinueWith(_ => { }, TaskScheduler.FromCurrentSynchronizationContext());
                return true;
            },
            time.GetUtcNow() + TimeSpan.FromDays(2));
    }

    /// <summary>A server's driver; each call is another server.</summary>
    public StopDriver Driver() => new(_ledger, _service, new Places(this), _adapters, _store, new ServerNote("engine", "", ""));

    public Task<Outcome<Stop>> BeginAsync(bool zero = true, bool page = true) =>
        Stops.BeginAsync("*/production", "fire", zero ? [Samples.Key] : [], page ? [Samples.Key] : [], Alice, default);

    public Task<Outcome<Stop>> LiftAsync() => Stops.LiftAsync("stop-1", null, Alice, default);

    /// <summary>Drives until nothing has to be tried again.</summary>
    public async Task DriveAsync()
    {
        while (await Driver().DriveAsync(default))
            await RestAsync(1);
    }

    public async Task<Stop?> StopAsync() => (await Stops.ReadAsync(default)).SingleOrDefault();

    public Task<Slipway.Core.Gates.Freezes.FreezeState> FreezesAsync() => _ledger.Freezes.StateAsync(default);

    public async Task<string> DeployAsync(string version)
    {
        var outcome = await _service.DeployAsync(World.Deploy(version, supersede: false), default);
        return outcome.Value?.Id ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    public Task AbortAsync(string id) => _service.CommandAsync(id, new Command.Abort("alice", null), "alice", default);

    public Task<RolloutState> EndAsync(string id) => UntilAsync(id, state => !state.IsLive);

    public async Task<RolloutState> UntilAsync(string id, Func<RolloutState, bool> reached)
    {
        while (true)
        {
            var state = await _ledger.LoadAsync(id, default) ?? throw new InvalidOperationException($"no {id}");
            if (reached(state))
                return state;
            await RestAsync(1);
        }
    }

    public Task RestAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time, default(CancellationToken));

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult(new SpecSet(Errors.Count > 0 ? [] : [new AppSpec { App = "shop", Artifact = "./{version}", Directory = "/srv", Environments = [Spec] }], Errors, []));
}
