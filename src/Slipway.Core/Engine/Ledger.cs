using Slipway.Core.Environments;
using Slipway.Core.Notices;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Rollouts.Events;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Reads rollouts and environments from their streams and writes what follows from an event in one transaction.</summary>
/// <param name="snapshots">Null: every stream is read from its beginning.</param>
/// <param name="logic">Null: <see cref="Logic.Real"/>.</param>
/// <param name="instruments">What is recorded of rollouts is counted there; null: nowhere.</param>
public sealed class Ledger(IEventStore store, TimeProvider time, ISnapshots? snapshots = null, Logic? logic = null, RolloutInstruments? instruments = null)
{
    /// <summary>Rollouts that are loaded at once.</summary>
    public const int MaxLoaded = ISnapshots.MaxStreams;

    /// <summary>Tries when another writer changed the environment meanwhile.</summary>
    private const int MaxConflicts = 10;

    private readonly StreamStates _states = new(store, snapshots, logic ?? Logic.Real);

    public IEventStore Store => store;

    public Freezes Freezes { get; } = new(store, time);

    public Logic Logic { get; } = logic ?? Logic.Real;

    public RolloutInstruments? Instruments => instruments;

    public DateTimeOffset Now => time.GetUtcNow();

    public Task<RolloutState?> LoadAsync(string id, CancellationToken cancellation) => _states.RolloutAsync(id, cancellation);

    /// <summary>What there is of these rollouts, in their order and in two reads of the store, for <see cref="RestoreAsync"/>. At most <see cref="MaxLoaded"/>.</summary>
    public Task<IReadOnlyList<StoredStream>> ReadAsync(IReadOnlyList<string> ids, CancellationToken cancellation) =>
        _states.ReadRolloutsAsync(ids, cancellation);

    /// <summary>The second half of a load, which takes the processor and not the store. Null when there is no such rollout.</summary>
    public Task<RolloutState?> RestoreAsync(StoredStream stored, CancellationToken cancellation) => _states.RolloutAsync(stored, cancellation);

    public async Task<EnvironmentState> LoadEnvironmentAsync(EnvironmentKey key, CancellationToken cancellation) =>
        await _states.EnvironmentAsync(StreamOf(key), cancellation) ?? EnvironmentState.New;

    /// <summary>Records an event of a rollout with all that follows from it.</summary>
    /// <returns>The rollout after it.</returns>
    /// <exception cref="StreamConflictException">The rollout is not as <paramref name="state"/> has it.</exception>
    public async Task<RolloutState> RecordAsync(RolloutState state, RolloutEvent e, Actor actor, Lease? lease, CancellationToken cancellation)
    {
        var now = Now;
        var after = Logic.Apply(state, e, now);
        Invariants.Demand(state, e, after, now);
        var consequences = EnvironmentEvents.Of(state, e);
        for (var conflicts = 0; ; conflicts++)
        {
            var environment = consequences.Count == 0 ? null : await LoadEnvironmentAsync(state.Plan.Environment, cancellation);
            var left = environment is null ? null : consequences.Aggregate(environment, (s, c) => EnvironmentFold.Apply(s, c, now));
            if (left is not null)
                Invariants.Demand(left);
            try
            {
                var stored = await store.AppendAsync(Append(state, e, after, environment, consequences, now, actor, lease), cancellation);
                await _states.SaveAsync(state, after, stored[0], cancellation);
                if (environment is not null)
                    await _states.SaveAsync(environment, left!, stored[^1], cancellation);
                instruments?.Count(state, e, after);
                return after;
            }
            catch (StreamConflictException conflict) when (conflict.Stream != state.Id && conflicts < MaxConflicts)
            {
                // Another rollout of the environment wrote first; its facts do not change this one's.
            }
        }
    }

    /// <summary>
    /// Opens a rollout in its environment, and records <paramref name="replaced"/> of the one whose place it takes, all or nothing.
    /// </summary>
    /// <param name="asking">What it means for the release train or the repository that asks for it; null when there is none.</param>
    /// <exception cref="StreamConflictException">The environment or the other rollout changed meanwhile: decide anew.</exception>
    public async Task<RolloutState> OpenAsync(
        RolloutOpened opened, RolloutPlanned planned, EnvironmentState environment, (RolloutState State, RolloutEvent Event)? replaced, StreamAppend? asking,
        Actor actor, CancellationToken cancellation)
    {
        var now = Now;
        var id = opened.Rollout;
        var state = Fold.Begin(id, planned, now, actor.Name);
        var key = planned.Plan.Environment;
        var streams = new List<StreamAppend>
        {
            new(id, 0, [EventCodec.Encode(planned)]),
            new(StreamOf(key), environment.Version, planned.Emergency is null
                ? [EventCodec.Encode(opened)]
                : [EventCodec.Encode(opened), EventCodec.Encode(new EmergencyBegun(id))]),
        };
        if (asking is not null)
            streams.Add(asking);
        var append = new Append(streams, now, actor, null, RowOf(state), Messages(state, planned, actor, now));
        RolloutState? left = null;
        if (replaced is { } other)
        {
            streams.Add(new StreamAppend(other.State.Id, other.State.Version, [EventCodec.Encode(other.Event)]));
            left = Fold.Apply(other.State, other.Event, now);
            append = append with { ReplacedRow = RowOf(left), Outbox = [.. append.Outbox, .. Messages(left, other.Event, actor, now)] };
        }

        await store.AppendAsync(append, cancellation);
        if (left is not null)
            instruments?.Count(replaced!.Value.State, replaced.Value.Event, left);
        return state;
    }

    /// <summary>Records that a rollout which had ended goes on, and that the environment is its own again, all or nothing.</summary>
    /// <exception cref="StreamConflictException">The rollout or the environment changed meanwhile: decide anew.</exception>
    public async Task<RolloutState> ReopenAsync(RolloutState state, RolloutEvent e, EnvironmentState environment, Actor actor, CancellationToken cancellation)
    {
        var now = Now;
        var after = Logic.Apply(state, e, now);
        Invariants.Demand(state, e, after, now);
        await store.AppendAsync(Append(state, e, after, environment, EnvironmentEvents.Of(state, e), now, actor, null), cancellation);
        return after;
    }

    /// <summary>Records what a person says of an environment.</summary>
    /// <exception cref="StreamConflictException">The environment changed meanwhile: decide anew.</exception>
    public async Task<EnvironmentState> RecordAsync(EnvironmentKey key, EnvironmentState environment, EnvironmentEvent e, Actor actor, CancellationToken cancellation)
    {
        var now = Now;
        await store.AppendAsync(new Append([new StreamAppend(StreamOf(key), environment.Version, [EventCodec.Encode(e)])], now, actor, null, null, []), cancellation);
        return EnvironmentFold.Apply(environment, e, now);
    }

    public static string StreamOf(EnvironmentKey key) => Streams.Of(key);

    public static RolloutRow RowOf(RolloutState state) => new(
        state.Id,
        state.Plan.Environment.App,
        state.Plan.Environment.Environment,
        state.Plan.Release.Version.ToString(),
        state.Plan.From?.Version.ToString(),
        state.Plan.Kind.ToString().ToLowerInvariant(),
        Commands.Word(state.Phase),
        state.IsLive,
        state.PlannedAt,
        state.EndedAt,
        state.StartedBy,
        state.Summary ?? state.Cause?.Sentence ?? state.WaitingFor ?? (state.CurrentStep is { } step ? Sentences.Of(step, state.Plan) : ""));

    private static Append Append(
        RolloutState state, RolloutEvent e, RolloutState after, EnvironmentState? environment, IReadOnlyList<EnvironmentEvent> consequences,
        DateTimeOffset now, Actor actor, Lease? lease)
    {
        var streams = new List<StreamAppend> { new(state.Id, state.Version, [EventCodec.Encode(e)]) };
        if (environment is not null)
            streams.Add(new StreamAppend(StreamOf(state.Plan.Environment), environment.Version, [.. consequences.Select(EventCodec.Encode)]));
        return new Append(streams, now, actor, lease, RowOf(after), Messages(after, e, actor, now));
    }

    /// <summary>Transitions that somebody may want to hear of, keyed so that none is told twice.</summary>
    private static IReadOnlyList<OutboxMessage> Messages(RolloutState after, RolloutEvent e, Actor actor, DateTimeOffset now) =>
        NoticeTopics.All.Contains(EventCodec.NameOf(e))
            ? [new OutboxMessage($"{after.Id}/{after.Version}", after.Id, EventCodec.NameOf(e), NoticeBody.Of(after, e, actor.Name, now).ToJson())]
            : [];
}
