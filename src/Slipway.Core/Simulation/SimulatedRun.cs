using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Simulation;

/// <summary>One simulated deploy: the world, the engine that lives and dies, and the people who act.</summary>
internal sealed class SimulatedRun
{
    /// <summary>A rollout that has not ended by then is reported as waiting.</summary>
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(40);

    /// <summary>A rollout that waits for a person is still watched: so long after the last change of the world, nothing new comes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RestartsAfter = TimeSpan.FromSeconds(2);

    /// <summary>Between looks at whether the rollout has ended.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly AppSpec _app;
    private readonly EnvironmentSpec _environment;
    private readonly Scenario _scenario;
    private readonly VirtualTime _time;
    private readonly InMemoryStore _store;
    private readonly Ledger _ledger;
    private readonly SimulatedWorld _world;
    private readonly Adapters _adapters;
    private readonly RolloutService _service;
    private readonly EnvironmentKey _key;
    private EngineLife? _life;
    private int _lives;

    public SimulatedRun(AppSpec app, EnvironmentSpec environment, Scenario scenario, VirtualTime time)
    {
        (_app, _environment, _scenario, _time) = (app, environment, scenario, time);
        _key = new EnvironmentKey(app.App, environment.Name);
        _store = new InMemoryStore(time);
        _ledger = new Ledger(_store, time);
        _world = new SimulatedWorld(scenario, environment.Target.Name, environment.Traffic?.Name ?? "none", environment.Target.Replicas, time);
        _adapters = new Adapters([_world], [_world], [_world], _world);
        _service = new RolloutService(
            _ledger, new Places(new FixedSpecs(app)), new ReleaseFinder(_world), _adapters, new Budgets(_store, time), id => _life?.Engine.Wake(id));
    }

    private DateTimeOffset LastChange =>
        _scenario.Start + _scenario.Versions.Values.Select(b => b.From).Concat(_scenario.Events.Select(e => e.At)).Append(TimeSpan.Zero).Max();

    public async Task<Outcome<SimulationReport>> RunAsync(string version)
    {
        await SeedAsync();
        _life = Live();
        var deploy = new Request.Deploy(_app.App, _environment.Name, version, Supersede: false, null, "simulate");
        var accepted = await _service.DeployAsync(deploy, CancellationToken.None);
        if (!accepted.IsAccepted)
            return accepted.Refusal;
        var rollout = accepted.Value.Id;
        foreach (var happening in _scenario.Events)
        {
            if (await EndsBeforeAsync(rollout, _scenario.Start + happening.At))
                break;
            await HappenAsync(rollout, happening);
        }

        await EndsBeforeAsync(rollout, _scenario.Start + MaxDuration, forGood: true);
        await _life.DisposeAsync();
        return await ReportAsync(rollout);
    }

    /// <summary>What ran before: stable on blue, with all the traffic.</summary>
    private async Task SeedAsync()
    {
        var version = ReleaseVersion.Parse(_scenario.Running);
        var release = Release.Create(version, "", Digest.Of(_scenario.Running), _environment.Target);
        EnvironmentEvent[] events =
        [
            new SlotOccupied(Slot.Blue, release),
            new SplitObserved(TrafficSplit.AllTo(Slot.Blue)),
            new StableChanged(Slot.Blue, "before", TakenBack: false),
        ];
        var stream = new StreamAppend(Ledger.StreamOf(_key), 0, [.. events.Select(EventCodec.Encode)]);
        await _store.AppendAsync(new Append([stream], _time.GetUtcNow(), "simulate", null, null, []), CancellationToken.None);
    }

    private EngineLife Live()
    {
        _store.EndServers();
        var server = new ServerNote($"simulated-{++_lives}", "", "");
        return new EngineLife(_store, evidence => new RolloutEngine(_ledger, _store, evidence, _adapters, new Budgets(_store, _time), new Places(new FixedSpecs(_app)), new Checklists(_store, [], _time), _time, NullLogger<RolloutEngine>.Instance, server));
    }

    private async Task HappenAsync(string rollout, ScenarioEvent happening)
    {
        Command? command = happening switch
        {
            { Pause: true } => new Command.Pause(null),
            { Resume: true } => new Command.Resume(),
            { Promote: true } => new Command.Promote(Full: false, null),
            { Abort: true } => new Command.Abort(happening.As, null),
            _ => null,
        };
        if (command is not null)
            await _service.CommandAsync(rollout, command, happening.As, CancellationToken.None);
        else if (happening.Alert == "critical")
            await _service.AlertAsync(_app.App, _environment.Name, new Command.Alert("simulated", "an alert of the scenario"), CancellationToken.None);
        else if (happening.RouterUnavailable)
            _world.RouterUnavailableUntil = _time.GetUtcNow() + happening.For;
        else if (happening.Crash)
            await CrashAsync();
    }

    private async Task CrashAsync()
    {
        await _life!.DisposeAsync();
        _life = null;
        await Task.Delay(RestartsAfter, _time);
        _life = Live();
    }

    /// <summary>Waits until <paramref name="until"/>; true when the rollout ended, or waits for a person who will never come, before that.</summary>
    private async Task<bool> EndsBeforeAsync(string rollout, DateTimeOffset until, bool forGood = false)
    {
        while (_time.GetUtcNow() < until)
        {
            var row = await _store.FindRolloutAsync(rollout, CancellationToken.None);
            if (row is not { Live: true })
                return true;
            if (forGood && row.Phase is "waiting" or "paused" && _time.GetUtcNow() > LastChange + Patience)
                return true;
            var rest = until - _time.GetUtcNow();
            await Task.Delay(rest < Look ? rest : Look, _time);
        }

        return false;
    }

    private async Task<SimulationReport> ReportAsync(string rollout)
    {
        var state = await _ledger.LoadAsync(rollout, CancellationToken.None)
            ?? throw new InvalidOperationException($"{rollout} was never recorded");
        var stored = await _store.ReadStreamAsync(rollout, 0, CancellationToken.None);
        var weights = new List<WeightChange>();
        var last = Weight.Zero;
        foreach (var e in stored)
        {
            if (EventCodec.DecodeRollout(e) is WeightsObserved { Split: var split } && split[state.Plan.Slot] != last)
                weights.Add(new WeightChange(e.Time, state.Plan.Release.Version.ToString(), last = split[state.Plan.Slot]));
        }

        var answered = _world.Answered(state.Plan.Slot);
        var ended = state.Phase is RolloutPhase.RolledBack or RolloutPhase.Failed or RolloutPhase.Cancelled or RolloutPhase.Superseded
            ? state.EndedAt
            : state.PromotedAt;
        return new SimulationReport(
            OutcomeOf(state),
            Math.Round(((ended ?? stored[^1].Time) - _scenario.Start).TotalSeconds, 3),
            state.Summary ?? state.WaitingFor ?? "",
            weights,
            [.. stored.Select(e => new ReportedEvent(e.Time, e.Type, e.Actor, Sentences.Of(EventCodec.DecodeRollout(e), state.Plan)))],
            new Exposure(answered.Requests, answered.Errors));
    }

    private static string OutcomeOf(RolloutState state) => state.Phase switch
    {
        RolloutPhase.RolledBack => "rolled-back",
        RolloutPhase.Failed => "failed",
        RolloutPhase.Cancelled => "cancelled",
        _ when state.IsPromoted && !state.IsRollingBack => "promoted",
        _ => "waiting",
    };
}
