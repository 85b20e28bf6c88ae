using Slipway.Core.Gates.Freezes;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Stopping;

/// <summary>Emergency stops, as people ask for them. <see cref="StopDriver"/> does what follows.</summary>
public sealed class Stops(Ledger ledger, Places places, Adapters adapters)
{
    private const string Everything = "**";
    private const int MaxNamed = 10;

    private readonly StopPages _pages = new(ledger, places, adapters);

    /// <summary>Those that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Stop>> ReadAsync(CancellationToken cancellation) => (await ledger.Freezes.StateAsync(cancellation)).Stops;

    /// <summary>Freezes the scope at once; the rest follows within moments.</summary>
    /// <param name="toZero">Environments in the scope whose instances are stopped as well.</param>
    /// <param name="toPage">Environments in the scope that show their maintenance page meanwhile. One that cannot is refused, and nothing is stopped.</param>
    public async Task<Outcome<Stop>> BeginAsync(
        string scope, string? reason, IReadOnlyList<EnvironmentKey> toZero, IReadOnlyList<EnvironmentKey> toPage, Actor actor, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Refusal.Of(RefusalKind.Invalid, "a stop needs a reason: give it with `--reason TEXT`");
        if (!Gates.Glob.IsPattern(scope))
            return Refusal.Of(RefusalKind.Invalid, $"'{scope}' is no scope: write ** for everything, shop/* for an app, */production for an environment");
        if (toZero.FirstOrDefault(key => !Gates.Glob.Matches(scope, key.ToString())) is { App: not null } outside)
            return Refusal.Of(RefusalKind.Invalid, $"{outside} is not in {scope}: its instances are not stopped");
        if (toPage.FirstOrDefault(key => !Gates.Glob.Matches(scope, key.ToString())) is { App: not null } beside)
            return Refusal.Of(RefusalKind.Invalid, $"{beside} is not in {scope}: its maintenance page is not shown");
        // A spec that is not valid is no reason to let the fire burn.
        if (scope != Everything && await places.CoveredAsync(scope, cancellation) is { IsAccepted: true, Value.Count: 0 })
            return Refusal.Of(RefusalKind.Invalid, $"{scope} covers nothing: {await KnownAsync(cancellation)}");
        var pages = new List<MaintenancePage>();
        foreach (var key in toPage.Distinct())
        {
            var page = await _pages.FindAsync(key, cancellation);
            if (!page.IsAccepted)
                return page.Refusal;
            pages.Add(page.Value);
        }

        for (var conflicts = 0; ; conflicts++)
        {
            var state = await ledger.Freezes.StateAsync(cancellation);
            if (state.Stops.FirstOrDefault(other => other.Scope == scope) is { } standing)
                return Refusal.Of(RefusalKind.Blocked, $"{standing.Id} by {standing.By} stands over {scope} already: {standing.Reason}");
            if (state.Stops.FirstOrDefault(other => other.Pages.Any(page => toPage.Contains(page.Environment))) is { } shows)
                return Refusal.Of(RefusalKind.Blocked, $"{shows.Id} by {shows.By} shows the maintenance page of {shows.Pages.First(page => toPage.Contains(page.Environment)).Environment} already: stop without it");
            var id = $"stop-{state.StopCount + 1}";
            var freeze = new Freeze($"freeze-{state.Count + 1}", scope, $"{id}: {reason}", actor.Name, ledger.Now, null);
            var stop = new Stop(id, scope, reason, actor.Name, ledger.Now, freeze.Id, toZero) { Pages = pages };
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

    private async Task<string> KnownAsync(CancellationToken cancellation)
    {
        var known = (await places.AllAsync(cancellation)).Select(place => place.Key.ToString()).Take(MaxNamed + 1).ToList();
        return known.Count == 0 ? "no app is here" : $"there are {string.Join(", ", known.Take(MaxNamed))}{(known.Count > MaxNamed ? " and more" : "")}";
    }
}
