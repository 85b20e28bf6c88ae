using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Values;

namespace Slipway.Core.Engine;

/// <summary>Emergency stops, as people ask for them. <see cref="StopDriver"/> does what follows.</summary>
public sealed class Stops(Ledger ledger)
{
    /// <summary>Those that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Stop>> ReadAsync(CancellationToken cancellation) => (await ledger.Freezes.StateAsync(cancellation)).Stops;

    /// <summary>Freezes the scope at once; the rest follows within moments.</summary>
    /// <param name="toZero">Environments in the scope whose instances are stopped as well.</param>
    public async Task<Outcome<Stop>> BeginAsync(string scope, string? reason, IReadOnlyList<EnvironmentKey> toZero, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Of(RefusalKind.Invalid, "a stop needs a reason: give it with `--reason TEXT`");
        if (!Gates.Glob.IsPattern(scope))
            return Refusal.Of(RefusalKind.Invalid, $"'{scope}' is no scope: write ** for everything, shop/* for an app, */production for an environment");
        if (toZero.FirstOrDefault(key => !Gates.Glob.Matches(scope, key.ToString())) is { App: not null } outside)
            return Refusal.Of(RefusalKind.Invalid, $"{outside} is not in {scope}: its instances are not stopped");
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await ledger.Freezes.StateAsync(cancellation);
            if (state.Stops.FirstOrDefault(other => other.Scope == scope) is { } standing)
                return Refusal.Of(RefusalKind.Blocked, $"{standing.Id} by {standing.By} stands over {scope} already: {standing.Reason}");
            var id = $"stop-{state.StopCount + 1}";
            var freeze = new Freeze($"freeze-{state.Count + 1}", scope, $"{id}: {reason}", actor.Name, ledger.Now, null);
            var stop = new Stop(id, scope, reason, actor.Name, ledger.Now, freeze.Id, toZero);
            if (await ledger.Freezes.TryAppendAsync(state, [new StopBegun(stop), new FreezeSet(freeze)], actor, conflicts, cancellation))
                return stop;
        }
    }

    /// <summary>Lets changes go on at once; what the stop held still is let go within moments.</summary>
    public async Task<Outcome<Stop>> LiftAsync(string id, string? reason, Actor actor, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var state = await ledger.Freezes.StateAsync(cancellation);
            if (state.Stops.FirstOrDefault(stop => stop.Id == id) is not { } stop)
                return Refusal.Of(RefusalKind.NotFound, $"there is no stop '{id}', or it is over; `slipway freeze list` shows what stands");
            if (stop.Phase == StopPhase.Resuming)
                return stop;
            if (await ledger.Freezes.TryAppendAsync(state, [new StopLifted(id, reason), new FreezeLifted(stop.Freeze, reason)], actor, conflicts, cancellation))
                return stop with { Phase = StopPhase.Resuming };
        }
    }
}
