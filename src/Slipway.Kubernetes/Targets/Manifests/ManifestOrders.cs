using Slipway.Core.Ports;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;
using Slipway.Kubernetes.Targets.Packages;

namespace Slipway.Kubernetes.Targets.Manifests;

/// <summary>Carries out one order: brings a version's manifests to a namespace, or takes away what Slipway made there.</summary>
internal sealed class ManifestOrders(KubeClient client, PackageNotes notes, FencedWrites writes, PackageReads reads, Workload workload, TimeProvider time)
{
    private const int AtOnce = 8;
    private const int LookMilliseconds = 100;

    /// <summary>The engine waits half a minute for an order, and asks again.</summary>
    private const int PatienceSeconds = 20;

    public async Task RaiseAsync(ManifestPlan plan, CancellationToken cancellation)
    {
        var before = await notes.ReadNowAsync(workload.Environment, cancellation);
        var known = (before?.Objects ?? []).ToDictionary(item => item.Key);
        var live = await LiveAsync(plan, cancellation);
        List<PackagedObject> wanted = [.. plan.Objects.Select((planned, index) => Entry(planned.Packaged, known.GetValueOrDefault(planned.Packaged.Key), live[index]))];
        var keys = wanted.Select(item => item.Key).ToHashSet();
        List<PackagedObject> gone = [.. known.Values.Where(item => !keys.Contains(item.Key))];

        // Whatever happens from here on, each object that is there or may come is listed.
        var note = new PackageNote(workload.Slot, workload.Version, "", IsWanted: true, IsWorking: true, time.GetUtcNow(), [.. wanted, .. gone]);
        await notes.WriteAsync(writes, workload.Environment, note, cancellation);
        var applied = new List<PackagedObject>();
        foreach (var step in plan.Objects.Zip(wanted).GroupBy(pair => ManifestOrder.StepOf(pair.First.Kind)))
        {
            foreach (var some in step.Chunk(AtOnce))
                applied.AddRange(await Task.WhenAll(some.Select(pair => ApplyAsync(pair.First, pair.Second, cancellation))));
            if (step.Key == ManifestOrder.Definitions)
                await DefinedAsync(step.Select(pair => pair.First), cancellation);
        }

        foreach (var item in Enumerable.Reverse(gone).OrderByDescending(item => ManifestOrder.StepOf(item.Kind)))
            await RemoveAsync(item, Propagation.Background, cancellation);
        await notes.WriteAsync(writes, workload.Environment, note with { IsWorking = false, Objects = applied }, cancellation);
    }

    public async Task ClearAsync(CancellationToken cancellation)
    {
        var note = await notes.ReadNowAsync(workload.Environment, cancellation);
        if (note is null || note.Slot != workload.Slot || !note.IsWanted)
        {
            await notes.StampAsync(writes, workload.Environment, cancellation);
            return;
        }

        note = note with { IsWanted = false, IsWorking = false, Objects = [.. note.Objects.Where(item => item.MayGo)] };
        await notes.WriteAsync(writes, workload.Environment, note, cancellation);
        foreach (var item in note.Objects.OrderByDescending(item => ManifestOrder.StepOf(item.Kind)))
            await RemoveAsync(item, ObjectHealth.RunsPods(item.Kind) ? Propagation.Foreground : Propagation.Background, cancellation);
    }

    /// <summary>As the server has them now; what another spec holds is refused before the first is touched.</summary>
    private async Task<IReadOnlyList<KubeObject?>> LiveAsync(ManifestPlan plan, CancellationToken cancellation)
    {
        var live = new List<KubeObject?>();
        foreach (var some in plan.Objects.Chunk(AtOnce))
            live.AddRange(await Task.WhenAll(some.Select(planned => GetAsync(planned, cancellation))));
        var held = live.OfType<KubeObject>().Select(item => ForeignOwner.Of(item, workload.Environment)).OfType<string>().ToList();
        return held.Count == 0 ? live : throw new PortUnavailableException(string.Join("; ", held));
    }

    private async Task<KubeObject?> GetAsync(PlannedObject planned, CancellationToken cancellation)
    {
        try
        {
            return await client.GetAsync(planned.Kind, planned.Item.Namespace, planned.Item.Name, cancellation);
        }
        catch (KubeException unknown) when (unknown.Reason == KubeReasons.KindNotServed)
        {
            // Its definition is among the manifests and comes first.
            return null;
        }
    }

    /// <summary>What was there without our labels before the first order that names it was made by somebody else.</summary>
    private PackagedObject Entry(PackagedObject item, PackagedObject? known, KubeObject? live) => known is not null && (live is null || known.Uid is null || known.Uid == live.Uid)
        ? item with { Uid = live?.Uid, IsTakenOver = known.IsTakenOver && live is not null }
        : item with { Uid = live?.Uid, IsTakenOver = live is not null && live.Labels.GetValueOrDefault(Marks.App) != workload.Environment.App };

    private async Task<PackagedObject> ApplyAsync(PlannedObject planned, PackagedObject item, CancellationToken cancellation)
    {
        await UntilAsync(
            async () => await GetAsync(planned, cancellation) is not { IsBeingDeleted: true } || planned.Kind.Kind == "Namespace",
            $"{planned.Item} is still being deleted: see its finalizers", cancellation);
        try
        {
            var written = await writes.ApplyAsync(planned.Kind, planned.Item, cancellation);
            reads.Learn(planned.Kind, written);
            return item with { Uid = written.Uid };
        }
        catch (KubeConflictException conflict)
        {
            throw new PortUnavailableException(
                $"{planned.Place}: {planned.Item}: others own fields with other values: {string.Join(", ", conflict.Conflicts)}; leave these fields out of the manifest, or give them to Slipway once: "
                + $"kubectl apply --server-side --force-conflicts --field-manager={client.FieldManager} -f {planned.Place.Split(':')[0]}", inner: conflict);
        }
        catch (KubeException refused)
        {
            throw new PortUnavailableException($"{planned.Place}: {refused.Message}", refused.OutcomeUnknown, refused);
        }
    }

    private async Task RemoveAsync(PackagedObject item, Propagation propagation, CancellationToken cancellation)
    {
        if (!item.MayGo)
            return;
        try
        {
            await writes.DeleteAsync(item.Kind, item.Namespace, item.Name, live => item.Is(live, workload.Environment), cancellation, propagation);
        }
        catch (KubeException gone) when (gone.Reason == KubeReasons.KindNotServed)
        {
            // Its kind went, and all objects with it.
        }
    }

    /// <summary>The server takes objects of a new kind only after a moment.</summary>
    private Task DefinedAsync(IEnumerable<PlannedObject> definitions, CancellationToken cancellation) => Task.WhenAll(definitions.Select(definition => UntilAsync(
        async () => (await client.GetAsync(definition.Kind, null, definition.Item.Name, cancellation))?.Condition("Established") is { IsTrue: true },
        $"{definition.Item} is not established", cancellation)));

    private async Task UntilAsync(Func<Task<bool>> holds, string otherwise, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (!await holds())
        {
            if (time.GetElapsedTime(began).TotalSeconds > PatienceSeconds)
                throw new PortUnavailableException(otherwise);
            await Task.Delay(TimeSpan.FromMilliseconds(LookMilliseconds), time, cancellation);
        }
    }
}
