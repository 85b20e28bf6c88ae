using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;
using Slipway.Core.Values;

namespace Slipway.Core.Engine.Stopping;

/// <summary>
/// Holds still what an emergency stop covers, and lets exactly that go again. Each thing carries the stop's mark where it is held (the reason of a
/// pause, an annotation), so that a server that takes over in the middle knows what is the stop's and what a person did before.
/// </summary>
public sealed class StopDriver(Ledger ledger, RolloutService rollouts, Places places, Adapters adapters, ILeases leases, ServerNote server)
{
    private const int MostLive = 10_000;

    /// <summary>Instances wait so long for the page that is to stand before them: what leaks must not wait for it for ever.</summary>
    private static readonly TimeSpan PageFirstFor = TimeSpan.FromSeconds(10);

    private readonly StopPages _pages = new(ledger, places, adapters);

    /// <summary>One round over all stops that are not at rest.</summary>
    /// <returns>Whether something has to be tried again.</returns>
    public async Task<bool> DriveAsync(CancellationToken cancellation)
    {
        var again = false;
        foreach (var stop in (await ledger.Freezes.StateAsync(cancellation)).Stops.Where(stop => stop.Phase != StopPhase.Standing))
            again |= !await DriveAsync(stop, cancellation);
        return again;
    }

    private async Task<bool> DriveAsync(Stop stop, CancellationToken cancellation)
    {
        var (done, troubles, started) = (new List<string>(), new List<string>(), new List<StoppedWorkload>());
        if (stop.Phase == StopPhase.Stopping)
            await HoldAsync(stop, done, troubles, cancellation);
        else
            await LetGoAsync(stop, done, troubles, started, cancellation);
        var trouble = troubles.Count == 0 ? null : string.Join("; ", troubles);
        var news = done.Where(sentence => !stop.Done.Contains(sentence)).ToList();
        if (trouble is null || trouble != stop.Trouble || news.Count + started.Count > 0)
            await RecordAsync(new StopProgressed(stop.Id, news, trouble, [], trouble is null) { Started = started }, cancellation);
        return trouble is null;
    }

    private async Task HoldAsync(Stop stop, List<string> done, List<string> troubles, CancellationToken cancellation)
    {
        await TryAsync(() => PauseAsync(stop, done, cancellation), troubles, cancellation);
        await HoldStillAsync(stop, hold: true, done, troubles, cancellation);
        var unshown = new HashSet<EnvironmentKey>();
        foreach (var page in stop.Pages)
        {
            if (!await TryAsync(async () => done.Add(await _pages.ShowAsync(stop, page, cancellation)), troubles, cancellation))
                unshown.Add(page.Environment);
        }

        var stopped = stop.Stopped;
        foreach (var key in stop.ToZero.Where(key => !unshown.Contains(key) || ledger.Now - stop.At >= PageFirstFor))
        {
            await TryAsync(async () =>
            {
                if (stopped.All(workload => workload.Environment != key))
                    stopped = [.. stopped, .. await NoteAsync(stop, key, cancellation)];
                foreach (var workload in stopped.Where(workload => workload.Environment == key))
                    done.Add(await ScaleAsync(stop, workload, hold: true, cancellation));
            }, troubles, cancellation);
        }
    }

    /// <summary>In the opposite order: what requests meet comes first, and only then what changes it again.</summary>
    private async Task LetGoAsync(Stop stop, List<string> done, List<string> troubles, List<StoppedWorkload> started, CancellationToken cancellation)
    {
        foreach (var workload in stop.Stopped.Except(stop.Started))
        {
            await TryAsync(async () =>
            {
                done.Add(await ScaleAsync(stop, workload, hold: false, cancellation));
                started.Add(workload);
            }, troubles, cancellation);
        }

        foreach (var page in stop.Pages)
            await TryAsync(async () => done.Add(await _pages.TakeDownAsync(stop, page, cancellation)), troubles, cancellation);
        await HoldStillAsync(stop, hold: false, done, troubles, cancellation);
        await TryAsync(() => ResumeAsync(stop, done, cancellation), troubles, cancellation);
    }

    private async Task HoldStillAsync(Stop stop, bool hold, List<string> done, List<string> troubles, CancellationToken cancellation)
    {
        var covered = await places.CoveredAsync(stop.Scope, cancellation);
        if (!covered.IsAccepted)
            troubles.Add($"what else brings versions to {stop.Scope} is not known while the spec is not valid: {covered.Refusal.Errors[0].Message}");
        foreach (var place in covered.Value ?? [])
        {
            await TryAsync(async () =>
            {
                if (await adapters.TargetFor(place.Environment.Target).HoldStillAsync(place.Key, stop.Id, hold, cancellation) is { } changed)
                    done.Add(changed);
            }, troubles, cancellation);
        }
    }

    private async Task PauseAsync(Stop stop, List<string> done, CancellationToken cancellation)
    {
        foreach (var state in await LiveAsync(stop, cancellation))
        {
            if (state is { Phase: RolloutPhase.Running or RolloutPhase.Waiting }
                && (await rollouts.CommandAsync(state.Id, new Command.Pause(stop.Mark + stop.Reason), Conductor.Actor, cancellation)).IsAccepted)
            {
                done.Add($"{state.Id} is paused");
            }
        }
    }

    private async Task ResumeAsync(Stop stop, List<string> done, CancellationToken cancellation)
    {
        foreach (var state in await LiveAsync(stop, cancellation))
        {
            if (state.PausedFor?.StartsWith(stop.Mark, StringComparison.Ordinal) == true
                && (await rollouts.CommandAsync(state.Id, new Command.Resume(), Conductor.Actor, cancellation)).IsAccepted)
            {
                done.Add($"{state.Id} goes on");
            }
        }
    }

    private async Task<List<RolloutState>> LiveAsync(Stop stop, CancellationToken cancellation)
    {
        var live = new List<RolloutState>();
        foreach (var row in await ledger.Store.ListRolloutsAsync(null, null, liveOnly: true, MostLive, cancellation))
        {
            if (stop.Covers(new EnvironmentKey(row.App, row.Environment)) && await ledger.LoadAsync(row.Id, cancellation) is { } state)
                live.Add(state);
        }

        return live;
    }

    /// <summary>Writes down what is to come back, before it goes.</summary>
    private async Task<IReadOnlyList<StoppedWorkload>> NoteAsync(Stop stop, EnvironmentKey key, CancellationToken cancellation)
    {
        var environment = await ledger.LoadEnvironmentAsync(key, cancellation);
        if (environment.Live is { } live)
            throw new PortUnavailableException($"the instances of {key} are not stopped while {live} is under way: abort it");
        var running = new List<StoppedWorkload>();
        foreach (var slot in Slots.All)
        {
            if (environment.Releases[slot] is { } release && (await adapters.TargetFor(release.Target).ReadAsync(key, slot, cancellation)).Wanted is > 0 and var wanted)
                running.Add(new StoppedWorkload(key, slot, wanted));
        }

        await RecordAsync(new StopProgressed(stop.Id, [], stop.Trouble, running, IsComplete: false), cancellation);
        return running;
    }

    private async Task<string> ScaleAsync(Stop stop, StoppedWorkload workload, bool hold, CancellationToken cancellation)
    {
        var (key, slot) = (workload.Environment, workload.Slot);
        var release = (await ledger.LoadEnvironmentAsync(key, cancellation)).Releases[slot]
            ?? throw new PortUnavailableException($"what ran on {slot.Label()} of {key} is not known any more: deploy it");
        var target = adapters.TargetFor(release.Target);
        var replicas = hold ? 0 : workload.Replicas;
        if (!hold || (await target.ReadAsync(key, slot, cancellation)).Wanted is not 0)
            await OrderAsync(new Ports.Workload(key, slot, release.Version, release.Artifact, release.Target, replicas, TimeSpan.Zero), $"{stop.Id}/{(hold ? "zero" : "back")}", cancellation);
        if (hold && (await target.ReadAsync(key, slot, cancellation)).Instances.Count is > 0 and var left)
            throw new PortUnavailableException($"{left} of the instances of {release.Version} on {slot.Label()} of {key} are still ending");
        return $"{release.Version} on {slot.Label()} of {key} has {replicas} instances";
    }

    private async Task OrderAsync(Ports.Workload workload, string purpose, CancellationToken cancellation)
    {
        // Each has a fence above all before, and what comes after has one above it.
        var order = $"{purpose}/{workload.Environment}/{workload.Slot.Label()}";
        var lease = await leases.TakeAsync(order, server.Id, cancellation) ?? throw new PortUnavailableException($"another server holds {order}");
        await adapters.TargetFor(workload.Spec).ApplyAsync(workload, new EffectOrder(order, lease.Fence), cancellation);
        await leases.ReleaseAsync([lease], cancellation);
    }

    private async Task RecordAsync(StopProgressed e, CancellationToken cancellation)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            if (await ledger.Freezes.TryAppendAsync(await ledger.Freezes.StateAsync(cancellation), [e], Conductor.Actor, conflicts, cancellation))
                return;
        }
    }

    /// <returns>Whether it was done.</returns>
    private static async Task<bool> TryAsync(Func<Task> action, List<string> troubles, CancellationToken cancellation)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is PortUnavailableException or StaleFenceException)
        {
            troubles.Add(fault.Message);
            return false;
        }
    }
}
