using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Simulation;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Plans;
using Slipway.Testing.Simulation.Servers;
using Slipway.Testing.Simulation.World;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>
/// Sees every event as it is stored, whichever server wrote it, folds it by the right rules, and holds it against what must always be
/// and against the world as it is.
/// </summary>
public sealed class Witness(InMemoryStore store, Earth earth, Verdicts verdicts, VirtualTime time, Coverage coverage, Trace trace)
{
    /// <summary>A server whose lease has passed on has noticed by then.</summary>
    private static readonly TimeSpan NoticesWithin = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Watched> _rollouts = [];
    private readonly Dictionary<string, List<Watched>> _live = [];
    private readonly Dictionary<string, EnvironmentState> _environments = [];
    private readonly Dictionary<string, (Lease Lease, DateTimeOffset Since)> _leases = [];
    private readonly StepChecks _steps = new(earth, verdicts, time);
    private readonly PromptChecks _prompt = new(earth, verdicts, time);
    private readonly StoreChecks _stored = new(store, verdicts);

    public Verdicts Verdicts => verdicts;

    public Health Health => _prompt.Health;

    /// <summary>Called after each append with the app that it was about.</summary>
    public Action<string> Moment { get; set; } = _ => { };

    public Func<string, TrialServer?> ServerOf { get; set; } = _ => null;

    /// <summary>Oldest first.</summary>
    public IEnumerable<RolloutState> Rollouts => _rollouts.Values.Select(w => w.State);

    public EnvironmentState EnvironmentOf(EnvironmentKey key) => _environments.GetValueOrDefault(Ledger.StreamOf(key), EnvironmentState.New);

    public string StepOf(string rollout) => _rollouts.TryGetValue(rollout, out var watched) ? StepKinds.Of(watched.State) : StepKinds.Begin;

    /// <summary>At which step the app's rollout is that may act now.</summary>
    public string StepOfApp(string app) => Acting(app) is { } watched ? StepKinds.Of(watched.State) : StepKinds.End;

    /// <summary>The effect that is under way in an app; null when none is.</summary>
    public EffectRun? Effect(string app) => Acting(app)?.State.Effect is { Outcome: null } effect ? effect : null;

    /// <summary>The server that drives the app's rollout; null when none does.</summary>
    public string? DriverOf(string app) =>
        Acting(app) is { } watched && _leases.TryGetValue(watched.State.Id, out var held) && ServerOf(held.Lease.Owner) is not null ? held.Lease.Owner : null;

    public void Claimed(IReadOnlyList<Lease> leases)
    {
        foreach (var lease in leases)
            _leases[lease.Name] = (lease, time.GetUtcNow());
    }

    /// <summary>A server sends an order.</summary>
    public void Acts(TrialServer server, EffectOrder order)
    {
        var rollout = order.Key[..order.Key.IndexOf('/', StringComparison.Ordinal)];
        if (_leases.TryGetValue(rollout, out var held) && held.Lease.Fence > order.Fence)
            NotOwner(server.Id, held.Since, order.Key);
    }

    /// <summary>A server meant to write under a lease that had passed on.</summary>
    public void ActsInVain(string server, Lease lease)
    {
        if (_leases.TryGetValue(lease.Name, out var held))
            NotOwner(server, held.Since, lease.Name);
    }

    public void Recorded(string server, Append append, IReadOnlyList<StoredEvent> stored)
    {
        foreach (var e in stored)
        {
            if (e.Stream.StartsWith("environment/", StringComparison.Ordinal))
                OfEnvironment(e);
            else
                OfRollout(server, e);
        }

        if (append.Row is { } row && _rollouts.TryGetValue(row.Id, out var watched))
        {
            _stored.Check(append, row, watched.State, stored);
            _prompt.Check(watched);
            Moment(row.App);
        }
    }

    /// <summary>Time has passed.</summary>
    public void Tick()
    {
        foreach (var watched in _live.Values.SelectMany(live => live))
            _prompt.Check(watched);
    }

    /// <summary>What must be once everything has ended.</summary>
    public void End() => _stored.CheckAll(Rollouts);

    private Watched? Acting(string app)
    {
        if (!_live.TryGetValue(app, out var live))
            return null;
        return live.Find(w => w.State.Effect is { Outcome: null }) ?? live.Find(w => w.State.After is null) ?? live.FirstOrDefault();
    }

    private void NotOwner(string server, DateTimeOffset since, string what)
    {
        if (ServerOf(server) is { } alive && time.GetUtcNow() - since > NoticesWithin && time.GetUtcNow() - alive.TroubledUntil > NoticesWithin)
            verdicts.Add("owner", $"{server} still acts for {what}, which has belonged to another since {since:HH:mm:ss.f}");
    }

    private void OfEnvironment(StoredEvent stored)
    {
        var e = EventCodec.DecodeEnvironment(stored);
        var after = _environments[stored.Stream] = EnvironmentFold.Apply(_environments.GetValueOrDefault(stored.Stream, EnvironmentState.New), e, stored.Time);
        foreach (var violation in Invariants.Violations(after))
            verdicts.Add("environment", $"{stored.Stream}: {violation}");
        if (e is SlotEmptied emptied && EnvironmentKey.TryParse(stored.Stream["environment/".Length..], out var key) && earth[key].On(emptied.Slot).Instances.Count > 0)
            verdicts.Add("environment", $"{stored.Stream}: {emptied.Slot.Label()} is said to be empty, and is not");
    }

    private void OfRollout(string server, StoredEvent stored)
    {
        var now = time.GetUtcNow();
        var e = EventCodec.DecodeRollout(stored);
        if (e is RolloutPlanned planned)
        {
            var begun = new Watched(Fold.Begin(stored.Stream, planned, stored.Time, stored.Actor), now);
            Tell(server, stored, e, begun.State);
            coverage.Record(null, begun.State.Phase);
            _rollouts[stored.Stream] = begun;
            var app = begun.State.Plan.Environment.App;
            if (!_live.TryGetValue(app, out var live))
                _live[app] = live = [];
            live.Add(begun);
            return;
        }

        var watched = _rollouts[stored.Stream];
        var before = watched.State;
        var after = Fold.Apply(before, e, stored.Time);
        Tell(server, stored, e, before);
        coverage.Record(before.Phase, after.Phase);
        foreach (var violation in Invariants.Violations(before, e, after, stored.Time))
            verdicts.Add("rollout", $"{stored.Stream} {stored.Version}, {stored.Type}: {violation}");
        if (stored.Actor == "engine" && _leases.TryGetValue(stored.Stream, out var held) && held.Lease.Owner != server)
            verdicts.Add("owner", $"{server} writes {stored.Type} to {stored.Stream}, which {held.Lease.Owner} drives");
        var others = _live[before.Plan.Environment.App].Where(w => w.State.Id != stored.Stream && w.State.IsLive).ToList();
        if (e is EffectStarted && others.Find(w => w.State.Effect is { Outcome: null }) is { } other)
            verdicts.Add("alone", $"{stored.Stream} begins an effect beside one of {other.State.Id}");
        if (e is RolloutStarted && others.Find(w => w.State is { After: null, Phase: not (RolloutPhase.Planned or RolloutPhase.Promoted) }) is { } rival)
            verdicts.Add("alone", $"{stored.Stream} begins while {rival.State.Id} is {rival.State.Phase}");
        _steps.Check(watched, e, stored.Actor);
        watched.Become(after, e, now);
        if (!after.IsLive)
            _live[after.Plan.Environment.App].Remove(watched);
        else if (!before.IsLive)
            _live[after.Plan.Environment.App].Add(watched);
    }

    private void Tell(string server, StoredEvent stored, RolloutEvent e, RolloutState state)
    {
        if (trace.IsOn)
            trace.Add($"{stored.Stream} {stored.Version} [{server}, {stored.Actor}] {Sentences.Of(e, state.Plan)}");
    }
}
