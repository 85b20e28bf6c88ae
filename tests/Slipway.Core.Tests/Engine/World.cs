using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Tests.Planning;
using Slipway.Testing;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.World;
using Xunit;

namespace Slipway.Core.Tests.Engine;

/// <summary>Service, engine and a world where everything works until a test says otherwise, in virtual time.</summary>
internal sealed class World : ISpecs
{
    private readonly VirtualTime _time;
    private readonly Ledger _ledger;
    private readonly Earth _earth;
    private AppSpec _app;

    private readonly InMemoryStore _store;

    private World(IReadOnlyList<EnvironmentSpec> environments, Character character, VirtualTime time, CancellationToken life)
    {
        _time = time;
        var store = _store = new InMemoryStore(time);
        _ledger = new Ledger(store, time, instruments: new RolloutInstruments(Figures.Meter));
        _earth = new Earth((_, _) => character, time, new Verdicts(time));
        var ports = new EarthAdapters(_earth);
        _app = new AppSpec { App = "shop", Artifact = "./{version}", Directory = "/srv", Environments = environments };
        var adapters = new Adapters([ports], [ports], [ports], ports);
        var budgets = new Budgets(store, time);
        var engine = new RolloutEngine(_ledger, store, store, adapters, budgets, new Places(this), new Checklists(store, [], time), time, NullLogger<RolloutEngine>.Instance, new ServerNote("engine", "", ""));
        _ = new EngineInstruments(Figures.Meter, engine);
        Service = new RolloutService(_ledger, new Places(this), new ReleaseFinder(ports), adapters, budgets, engine.Wake);
        Running = engine.RunAsync(life);
    }

    public RolloutService Service { get; }

    /// <summary>What the engine counts.</summary>
    public Figures Figures { get; } = new();

    private Task Running { get; }

    public static void Run(StrategySpec strategy, Func<World, Task> test, SloSpec? slo = null, Character? character = null) => Run([Environment(strategy) with { Slo = slo }], test, character);

    /// <summary>An environment that nothing judges.</summary>
    public static EnvironmentSpec Environment(StrategySpec strategy) => Samples.Spec(strategy) with { Analysis = [], HotTrigger = null };

    /// <param name="environments">Of the app shop.</param>
    /// <param name="character">Of all versions; null: a good one.</param>
    public static void Run(IReadOnlyList<EnvironmentSpec> environments, Func<World, Task> test, Character? character = null)
    {
        var time = new VirtualTime();
        using var life = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        new VirtualLoop(time).Run(
            async () =>
            {
                var world = new World(environments, character ?? Character.Good, time, life.Token);
                await test(world);
                // Not CancelAsync: that would leave the one thread.
                life.Cancel();
                await world.Running.ContinueWith(_ => { }, TaskScheduler.FromCurrentSynchronizationContext());
                world.Figures.Dispose();
                return true;
            },
            time.GetUtcNow() + TimeSpan.FromDays(2));
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    public Freezes Freezes => _ledger.Freezes;

    /// <summary>Somebody edits the spec.</summary>
    public void Edit(Func<EnvironmentSpec, EnvironmentSpec> change) => _app = _app with { Environments = [.. _app.Environments.Select(change)] };

    public static Request.Deploy Deploy(string version, bool supersede) => new(null, null, version, supersede, null, "alice");

    public static Request.Rollback Rollback() => new(null, null, null, null, "alice");

    public async Task<RolloutState> DeployAsync(string version, bool supersede = false)
    {
        var outcome = await Service.DeployAsync(Deploy(version, supersede), default);
        return outcome.Value ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    public async Task<RolloutState> DeployedAsync(string version) => await EndAsync((await DeployAsync(version)).Id);

    public async Task<RolloutState> PromotedAsync(string version) => await UntilAsync((await DeployAsync(version)).Id, s => s.IsPromoted);

    public Task<RolloutState> EndAsync(string id) => UntilAsync(id, s => !s.IsLive);

    /// <summary>A rollout of 2.0.0 whose rollback met a router that was away for too long.</summary>
    public async Task<RolloutState> FailedAsync()
    {
        await DeployedAsync("1.0.0");
        var rollout = await DeployAsync("2.0.0");
        await UntilAsync(rollout.Id, s => s.ExposedAt is not null);
        _earth[Samples.Key].RouterAwayUntil = _time.GetUtcNow() + Limits.RollbackStepWithin + TimeSpan.FromMinutes(1);
        await Service.CommandAsync(rollout.Id, new Command.Abort("alice", null), "alice", default);
        var failed = await UntilAsync(rollout.Id, s => s.Phase == RolloutPhase.Failed);
        await RestAsync(60);
        return failed;
    }

    /// <summary>What the environment answered in this minute.</summary>
    public Task MeasureAsync(long requests, long errors)
    {
        var now = _time.GetUtcNow();
        return _store.AddTrafficAsync([new TrafficPeriod(Samples.Key, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)), TimeSpan.FromMinutes(1), requests, errors)], default);
    }

    public async Task<IReadOnlyList<RolloutEvent>> EventsAsync(string id) =>
        [.. (await _store.ReadStreamAsync(id, 0, default)).Select(EventCodec.DecodeRollout)];

    public Task<IReadOnlyList<StoredEvent>> StoredAsync(string id) => _store.ReadStreamAsync(id, 0, default);

    public Task<RolloutState?> StateAsync(string id) => _ledger.LoadAsync(id, default);

    public Task<EnvironmentState> EnvironmentAsync() => _ledger.LoadEnvironmentAsync(Samples.Key, default);

    public Task RestAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), _time, default(CancellationToken));

    public Task<SpecSet> ReadAsync(CancellationToken cancellation) => Task.FromResult(new SpecSet([_app], [], []));

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
}
