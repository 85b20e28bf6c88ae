using Slipway.Core.Engine;
using Slipway.Core.Environments;
using Slipway.Core.Planning;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation;

/// <summary>A store that the engine may die at, and that holds every event against the invariants and against the world as it is.</summary>
public sealed class CheckedStore(IEventStore inner, FaultyWorld world, Faults faults) : IEventStore
{
    private readonly Dictionary<string, RolloutState> _rollouts = [];
    private readonly Dictionary<string, EnvironmentState> _environments = [];

    /// <summary>Called after each event of the engine: a person may act at this very moment.</summary>
    public Action Interrupt { get; set; } = () => { };

    public List<string> Violations { get; } = [];

    /// <summary>Steps that were tried again by a person.</summary>
    public int Retried { get; private set; }

    public IReadOnlyCollection<RolloutState> Rollouts => _rollouts.Values;

    public EnvironmentState Environment => _environments.Values.SingleOrDefault(EnvironmentState.New);

    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var isEngine = append.Lease is not null;
        if (isEngine)
            faults.MayCrash(cancellation);
        if (isEngine && faults.Strike(0.2))
            throw new PortUnavailableException("the disk is full");
        var stored = await inner.AppendAsync(append, cancellation);
        foreach (var e in stored)
            Check(e);
        if (isEngine)
        {
            Interrupt();
            faults.MayCrash(cancellation);
        }

        return stored;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        inner.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        inner.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => inner.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        inner.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => inner.FindRolloutAsync(id, cancellation);

    private void Check(StoredEvent stored)
    {
        var found = stored.Stream.StartsWith("environment/", StringComparison.Ordinal) ? OfEnvironment(stored) : OfRollout(stored);
        Violations.AddRange(found.Concat(world.Harm).Select(v => $"{stored.Stream} {stored.Version}, {stored.Type}: {v}"));
        world.Harm.Clear();
    }

    private List<string> OfEnvironment(StoredEvent stored)
    {
        var e = EventCodec.DecodeEnvironment(stored);
        var after = _environments[stored.Stream] = EnvironmentFold.Apply(_environments.GetValueOrDefault(stored.Stream, EnvironmentState.New), e, stored.Time);
        var found = Invariants.Violations(after).ToList();
        if (e is SlotEmptied emptied && world.On(emptied.Slot).Instances.Count > 0)
            found.Add($"{emptied.Slot.Label()} is not empty");
        return found;
    }

    private List<string> OfRollout(StoredEvent stored)
    {
        var e = EventCodec.DecodeRollout(stored);
        if (e is RolloutPlanned planned)
        {
            _rollouts[stored.Stream] = Fold.Begin(stored.Stream, planned, stored.Time, stored.Actor);
            return [];
        }

        if (e is StepRetried)
            Retried++;
        var before = _rollouts[stored.Stream];
        var after = _rollouts[stored.Stream] = Fold.Apply(before, e, stored.Time);
        var found = Invariants.Violations(before, e, after, stored.Time).ToList();
        if (e is EffectStarted && _rollouts.Values.Where(r => r.Id != stored.Stream && r.IsLive && r.Effect is { Outcome: null }).ToList() is [var other, ..])
            found.Add($"an effect beside one of {other.Id}");
        if (e is RolloutEnded { Outcome: RolloutPhase.RolledBack } && after.Plan is { From: not null, Kind: not PlanKind.Switch } plan
            && after.ExposedAt is not null && world.InForce != TrafficSplit.AllTo(plan.StableSlot))
            found.Add($"rolled back, and the traffic is {world.InForce}");
        return found;
    }
}
