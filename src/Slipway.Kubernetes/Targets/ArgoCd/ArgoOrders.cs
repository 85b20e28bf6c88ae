using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.ArgoCd;

/// <summary>
/// Carries out one order. A side that gets another version while there is one to go back to is in a rollout: its automated sync is
/// switched off with the same write. The order that clears a side ends a rollout, whichever way it went, and what is left gets its
/// automated sync back. That revision is pinned, so what was taken back cannot return.
/// </summary>
internal sealed class ArgoOrders(KubeClient client, ArgoCdSpec spec, FencedWrites writes, WatchCache applications, EffectOrder order, TimeProvider time)
{
    private const string Before = "slipway.dev/before";
    private const int MaxAttempts = 10;

    /// <summary>The engine waits half a minute for an order, and asks again.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(20);

    public async Task RaiseAsync(Workload workload, CancellationToken cancellation)
    {
        var place = ArgoPlace.Of(spec, workload.Slot);
        var revision = spec.Revision.Replace("{version}", workload.Version.ToString(), StringComparison.Ordinal);
        var isOnly = !await AnyLiveAsync(workload.Environment, cancellation);
        var wanted = new ArgoOrdered(workload.Slot, workload.Version, revision, IsWanted: true, order.Key, time.GetUtcNow());
        if (ForeignOwner.Of(await ReadAsync(place, cancellation) ?? throw Missing(place), workload.Environment) is { } held)
            throw new PortUnavailableException(held);
        await ChangeAtRestAsync(place, application =>
        {
            Put(application, wanted, isOnly);
            application.Label(Marks.App, workload.Environment.App);
            application.Label(Marks.Environment, workload.Environment.Environment);
        }, cancellation);
    }

    public async Task ClearAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var (place, other) = (ArgoPlace.Of(spec, slot), ArgoPlace.Of(spec, slot.Other()));
        if (await LiveAsync(place, environment, slot, cancellation))
            await EmptyAsync(place, isLast: !await LiveAsync(other, environment, slot.Other(), cancellation), cancellation);
        else
            await StampAsync(place, environment, cancellation);
        if (await LiveAsync(other, environment, slot.Other(), cancellation))
            await ChangeAsync(other, AutomatedSync.Release, cancellation);
    }

    /// <summary>Nothing is there. That an earlier order, which is still on its way, comes too late must be seen all the same.</summary>
    private async Task StampAsync(ArgoPlace place, EnvironmentKey environment, CancellationToken cancellation)
    {
        if (await ReadAsync(place, cancellation) is { } application && ArgoOrdered.Of(application) is not null && ForeignOwner.Of(application, environment) is null)
            await ChangeAsync(place, static _ => { }, cancellation);
    }

    private static void Put(KubeObject application, ArgoOrdered wanted, bool isOnly)
    {
        if (application.Find("spec", "source") is null)
            throw new PortUnavailableException($"{application} has several sources or none: Slipway sets the target revision of spec.source");
        var before = ArgoOrdered.Of(application);
        var isAgain = before is { IsWanted: true } && (before.Slot, before.Version, before.Revision) == (wanted.Slot, wanted.Version, wanted.Revision);
        var source = application.Json.Within("spec", "source");
        if (before is null)
            application.Annotation(Before, (string?)source["targetRevision"] ?? "HEAD");
        else if (before.Slot != wanted.Slot)
            application.Annotation(Before, null);
        var prune = application.Flag("spec", "syncPolicy", "automated", "prune") ?? AutomatedSync.Prunes(application);
        if (isOnly)
            AutomatedSync.Release(application);
        else if (!isAgain)
            AutomatedSync.Hold(application);
        source["targetRevision"] = wanted.Revision;
        if (before?.Sync == wanted.Sync && ArgoSync.WasStarted(application, wanted.Sync))
            return;
        ArgoSync.Start(application, wanted.Sync, wanted.Revision, prune);
        wanted.WriteTo(application);
    }

    /// <summary>
    /// Brings a side to none. An Application that was only just taken over goes back to what it was: a version that failed to come
    /// must not take away the one that was there. Else what it runs is deleted; all else stays, and the next sync makes it anew.
    /// </summary>
    private async Task EmptyAsync(ArgoPlace place, bool isLast, CancellationToken cancellation)
    {
        var goesBack = false;
        var changed = await ChangeAtRestAsync(place, application =>
        {
            goesBack = isLast && application.Annotations.ContainsKey(Before);
            if (goesBack)
                GoBack(application);
            else if (ArgoOrdered.Of(application) is { } ordered)
            {
                AutomatedSync.Hold(application);
                application.Annotation(Before, null);
                (ordered with { IsWanted = false, At = time.GetUtcNow() }).WriteTo(application);
            }
        }, cancellation);
        if (goesBack)
            return;
        foreach (var workload in ArgoPlace.Workloads(changed))
            await writes.DeleteAsync(workload.Kind, workload.Namespace, workload.Name, static _ => true, cancellation, Propagation.Foreground);
    }

    private void GoBack(KubeObject application)
    {
        var revision = application.Annotations[Before];
        var prune = application.Flag("spec", "syncPolicy", "automated", "prune") ?? AutomatedSync.Prunes(application);
        application.Json.Within("spec", "source")["targetRevision"] = revision;
        AutomatedSync.Release(application);
        ArgoSync.Start(application, order.Key, revision, prune);
        ArgoOrdered.Remove(application);
        application.Annotation(Before, null);
    }

    /// <summary>Changes an Application whose controller is at nothing: a sync that were put under one that runs would be lost.</summary>
    private async Task<KubeObject> ChangeAtRestAsync(ArgoPlace place, Action<KubeObject> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await EndRunningAsync(place, cancellation);
            var isBusy = false;
            var changed = await ChangeAsync(place, application =>
            {
                isBusy = ArgoSync.IsRunning(application) && !ArgoSync.WasStarted(application, order.Key);
                if (!isBusy)
                    change(application);
            }, cancellation);
            if (!isBusy)
                return changed;
            if (attempt == MaxAttempts)
                throw new PortUnavailableException($"{place} is synced by somebody else again and again: see who starts its operations");
        }
    }

    /// <summary>Argo CD does one thing at a time, and a sync whose hook hangs would hold the way back for ever.</summary>
    private async Task EndRunningAsync(ArgoPlace place, CancellationToken cancellation)
    {
        var application = await ReadAsync(place, cancellation) ?? throw Missing(place);
        if (!ArgoSync.IsRunning(application) || ArgoSync.WasStarted(application, order.Key))
            return;
        await ChangeAsync(place, ArgoSync.End, cancellation);
        using var late = new CancellationTokenSource(EndsWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await applications.UntilAsync(place.Namespace, place.Name, seen => seen is null || !ArgoSync.IsRunning(seen), either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PortUnavailableException($"{place} is still at an earlier operation, which was told to end {EndsWithin.TotalSeconds:0} s ago: does Argo CD's application controller run?");
        }
    }

    private async Task<bool> AnyLiveAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        foreach (var slot in Slots.All)
        {
            if (await LiveAsync(ArgoPlace.Of(spec, slot), environment, slot, cancellation))
                return true;
        }

        return false;
    }

    private async Task<bool> LiveAsync(ArgoPlace place, EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        await ReadAsync(place, cancellation) is { } application && ForeignOwner.Of(application, environment) is null
        && ArgoOrdered.Of(application) is { IsWanted: true } ordered && ordered.Slot == slot;

    private Task<KubeObject?> ReadAsync(ArgoPlace place, CancellationToken cancellation) => client.GetAsync(ArgoKinds.Applications, place.Namespace, place.Name, cancellation);

    private async Task<KubeObject> ChangeAsync(ArgoPlace place, Action<KubeObject> change, CancellationToken cancellation)
    {
        var changed = await writes.ChangeAsync(ArgoKinds.Applications, place.Namespace, place.Name, change, cancellation) ?? throw Missing(place);
        applications.Learn(changed);
        return changed;
    }

    private static PortUnavailableException Missing(ArgoPlace place) => new($"{place} does not exist: create it as you did until now, or correct its name and 'namespace' in the spec");
}
