using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Manifests;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Helm;

/// <summary>
/// Carries out one order: brings a version to a release, or uninstalls it. A revision that was made from the very same is gone
/// back to; everything else is an upgrade. Helm itself knows no fences: the note, which does, is written before and after.
/// </summary>
internal sealed class HelmOrders(HelmProgram helm, HelmSpec spec, PackageNotes notes, FencedWrites writes, Func<Func<ClusterKinds, bool>, CancellationToken, Task<ClusterKinds>> kinds, TimeProvider time)
{
    public async Task RaiseAsync(Workload workload, HelmInputs inputs, CancellationToken cancellation)
    {
        var before = await notes.ReadNowAsync(workload.Environment, cancellation);
        var history = await SettledAsync(before, cancellation);
        var found = before is not { IsWanted: true } ? history.LastOrDefault(revision => revision.WasDeployed)?.Number : before.Slot == workload.Slot ? before.Before : null;
        var note = new PackageNote(workload.Slot, workload.Version, inputs.Digest, IsWanted: true, IsWorking: true, time.GetUtcNow(), before?.Objects ?? [], found);
        await notes.WriteAsync(writes, workload.Environment, note, cancellation);
        await BringAsync(workload, inputs, history, cancellation);
        await notes.WriteAsync(writes, workload.Environment, note with { IsWorking = false, Objects = await ObjectsAsync(workload, cancellation) }, cancellation);
    }

    /// <summary>
    /// Brings a side to none. A release that was only just taken over goes back to what it was: a version that failed to come must
    /// not take away the one that was there.
    /// </summary>
    /// <param name="isLast">Whether the other side has nothing.</param>
    public async Task ClearAsync(EnvironmentKey environment, Slot slot, Func<Task<bool>> isLast, CancellationToken cancellation)
    {
        var note = await notes.ReadNowAsync(environment, cancellation);
        if (note is null || note.Slot != slot || !note.IsWanted)
        {
            await notes.StampAsync(writes, environment, cancellation);
            return;
        }

        await notes.WriteAsync(writes, environment, note with { IsWorking = true }, cancellation);
        var history = await helm.HistoryAsync(cancellation);
        var goesBack = note.Before is { } before && history.Any(revision => revision.Number == before) && await isLast();
        if (goesBack)
            await helm.RollbackAsync(note.Before!.Value, cancellation);
        else if (history.Count > 0)
            await helm.UninstallAsync(cancellation);
        List<PackagedObject> going = goesBack ? [] : [.. note.Objects.Where(item => item.MayGo)];
        await notes.WriteAsync(writes, environment, note with { IsWanted = false, IsWorking = false, Objects = going, Before = null }, cancellation);
    }

    private async Task BringAsync(Workload workload, HelmInputs inputs, IReadOnlyList<HelmRevision> history, CancellationToken cancellation)
    {
        var current = history.Count > 0 ? history[^1] : null;
        if (current is { Status: "deployed" } && current.Digest == inputs.Digest)
            return;
        if (current is not null && history.LastOrDefault(revision => revision.WasDeployed && revision.Digest == inputs.Digest) is { } earlier)
            await helm.RollbackAsync(earlier.Number, cancellation);
        else
            await helm.UpgradeAsync(inputs, HelmRevision.Describe(workload.Slot, workload.Version, inputs.Digest), cancellation);
    }

    /// <summary>The history, with nothing left half done: Helm refuses to work on a release that an ended Helm left pending.</summary>
    private async Task<IReadOnlyList<HelmRevision>> SettledAsync(PackageNote? before, CancellationToken cancellation)
    {
        var history = await helm.HistoryAsync(cancellation);
        if (history.Count == 0 || history[^1] is not { IsPending: true } pending)
            return history;
        if (before is not { IsWorking: true })
            throw new PortUnavailableException($"release {spec.Release} is {pending.Status} (revision {pending.Number}), and not by Slipway: wait until that Helm has ended, or if it was killed, run helm rollback");
        if (history.LastOrDefault(revision => revision.WasDeployed) is { } last)
            await helm.RollbackAsync(last.Number, cancellation);
        else
            await helm.UninstallAsync(cancellation);
        return await helm.HistoryAsync(cancellation);
    }

    private async Task<IReadOnlyList<PackagedObject>> ObjectsAsync(Workload workload, CancellationToken cancellation)
    {
        var documents = await helm.ManifestAsync(cancellation);
        var served = await kinds(known => documents.All(document => KindOf(known, document) is not null), cancellation);
        return
        [
            .. documents.Select(document => (Kind: KindOf(served, document), Item: new KubeObject(document.Json))).Where(found => found.Kind is not null && found.Item.Name.Length > 0)
                .Select(found => new PackagedObject(found.Kind!, found.Kind!.IsNamespaced ? found.Item.Namespace ?? spec.Namespaces[workload.Slot] : null, found.Item.Name)).DistinctBy(item => item.Key),
        ];
    }

    private static ResourceKind? KindOf(ClusterKinds kinds, ManifestDocument document) => new KubeObject(document.Json) is var item ? kinds.FindExact(item.ApiVersion, item.Kind) : null;
}
