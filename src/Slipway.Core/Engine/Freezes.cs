using Slipway.Core.Gates.Freezes;
using Slipway.Core.Ports;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>The freezes, as the store has them. What was read once is not read again.</summary>
public sealed class Freezes(IEventStore store, TimeProvider time)
{
    /// <summary>Tries when others write at the same time.</summary>
    internal const int MaxConflicts = 20;

    private volatile FreezeState _known = FreezeState.None;

    /// <summary>Those that stand or are planned, by now: asks the store for what is new.</summary>
    public async Task<IReadOnlyList<Freeze>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return [.. (await StateAsync(cancellation)).Freezes.Where(f => !f.IsOver(now))];
    }

    /// <summary>Whether a stop has a maintenance page in place of an environment's versions, or is about to.</summary>
    public async Task<bool> HasPageAsync(EnvironmentKey key, CancellationToken cancellation) =>
        (await StateAsync(cancellation)).Stops.Any(stop => stop.Pages.Any(page => page.Environment == key));

    /// <summary>Of those the ones over an environment.</summary>
    public async Task<IReadOnlyList<Freeze>> OverAsync(EnvironmentKey key, CancellationToken cancellation) =>
        [.. (await ReadAsync(cancellation)).Where(f => f.Covers(key))];

    /// <param name="from">Null: from now on.</param>
    /// <param name="until">Null: until it is lifted.</param>
    public async Task<Outcome<Freeze>> SetAsync(string scope, DateTimeOffset? from, DateTimeOffset? until, string? reason, Actor actor, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Of(RefusalKind.Invalid, "a freeze needs a reason: give it with `--reason TEXT`");
        if (!Gates.Glob.IsPattern(scope))
            return Refusal.Of(RefusalKind.Invalid, $"'{scope}' is no scope: write ** for everything, shop/* for an app, */production for an environment");
        if (until <= (from ?? now) || until <= now)
            return Refusal.Of(RefusalKind.Invalid, $"the freeze would be over before it begins: {from ?? now:u} to {until:u}");
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await StateAsync(cancellation);
            if (state.Freezes.Count(f => !f.IsOver(now)) >= FreezeState.MaxFreezes)
                return Refusal.Of(RefusalKind.Blocked, $"{FreezeState.MaxFreezes} freezes stand already: lift one first");
            var freeze = new Freeze($"freeze-{state.Count + 1}", scope, reason, actor.Name, from ?? now, until);
            if (await TryAppendAsync(state, [new FreezeSet(freeze)], actor, conflicts, cancellation))
                return freeze;
        }
    }

    public async Task<Outcome<Freeze>> LiftAsync(string id, string? reason, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await StateAsync(cancellation);
            if (state.Freezes.FirstOrDefault(f => f.Id == id) is not { } freeze)
                return Refusal.Of(RefusalKind.NotFound, $"there is no freeze '{id}'; `slipway freeze list` lists them");
            if (state.Stops.FirstOrDefault(stop => stop.Freeze == id) is { } stop)
                return Refusal.Of(RefusalKind.Blocked, $"{id} belongs to {stop.Id}: `slipway resume {stop.Id}` undoes all of it");
            if (await TryAppendAsync(state, [new FreezeLifted(id, reason)], actor, conflicts, cancellation))
                return freeze;
        }
    }

    /// <returns>False when another was first: decide anew.</returns>
    internal async Task<bool> TryAppendAsync(FreezeState state, IReadOnlyList<FreezeEvent> events, Actor actor, int conflicts, CancellationToken cancellation)
    {
        try
        {
            var stream = new StreamAppend(Streams.Freezes, state.Version, [.. events.Select(EventCodec.Encode)]);
            await store.AppendAsync(new Append([stream], time.GetUtcNow(), actor, null, null, []), cancellation);
            return true;
        }
        catch (StreamConflictException) when (conflicts < MaxConflicts)
        {
            return false;
        }
    }

    internal async Task<FreezeState> StateAsync(CancellationToken cancellation)
    {
        var known = _known;
        var news = await store.ReadStreamAsync(Streams.Freezes, known.Version, cancellation);
        return _known = news.Aggregate(known, (state, e) => state.Apply(EventCodec.DecodeFreeze(e), e.Version));
    }
}
