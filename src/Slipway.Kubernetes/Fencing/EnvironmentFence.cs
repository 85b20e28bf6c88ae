using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Fencing;

/// <summary>
/// The one sequence of all orders to an environment, whoever sends them: kept in a ConfigMap, written only as it was read.
/// An order is taken (its place noted) before its work, and its key marked as done after it. So a crash in between leaves work
/// that is done again, which by content changes nothing; an order that is repeated after a newer one was taken is refused by its
/// place; and a key that is marked is never worked on again. Marked first, a crash would leave work that nobody does.
/// </summary>
public sealed class EnvironmentFence(KubeClient client, string ns, EnvironmentKey environment)
{
    /// <summary>Writers of one environment are few: after so many lost races something else is wrong.</summary>
    private const int MaxAttempts = 10;

    private readonly string _name = FenceRecord.NameFor(environment);

    /// <summary>Carries out the work of an order, unless it is done already.</summary>
    /// <param name="work">All that it writes goes through what it is given.</param>
    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    /// <exception cref="KubeException">It failed, or nobody knows.</exception>
    public async Task RunAsync(EffectOrder order, Func<FencedWrites, Task> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(work);
        var taken = await WriteAsync(order, record => record with { Newest = OrderStamp.Of(order) }, null, cancellation);
        if (FenceRecord.Read(taken).Done.Contains(order.Key))
            return;
        await work(new FencedWrites(client, OrderStamp.Of(order), environment, token => ConfirmAsync(order, token)));
        // Nobody else has an order for it as a rule, and if somebody has, the write is refused and all is read again.
        await WriteAsync(order, record => record.With(order.Key), taken, cancellation);
    }

    /// <summary>Looks whether an order is still the newest, and notes nothing.</summary>
    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    public Task AdmitAsync(EffectOrder order, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        return ConfirmAsync(order, cancellation);
    }

    private async Task ConfirmAsync(EffectOrder order, CancellationToken cancellation)
    {
        if (await client.GetAsync(ResourceKinds.ConfigMaps, ns, _name, cancellation) is { } map)
            Admit(FenceRecord.Read(map), order);
    }

    /// <param name="known">The ConfigMap as it was a moment ago; null: it is read first.</param>
    /// <returns>The ConfigMap as it then is.</returns>
    private async Task<KubeObject> WriteAsync(EffectOrder order, Func<FenceRecord, FenceRecord> change, KubeObject? known, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(order, change, known, cancellation);
            }
            catch (KubeException race) when (race.Status == 409 && attempt < MaxAttempts)
            {
                // Another order was noted between the read and the write: what it says counts first.
            }
            catch (KubeException gone) when (gone.Status == 404 && gone.Reason != KubeReasons.KindNotServed && known is not null)
            {
                // Somebody deleted it meanwhile: it is made anew.
            }

            known = null;
        }
    }

    private async Task<KubeObject> TryWriteAsync(EffectOrder order, Func<FenceRecord, FenceRecord> change, KubeObject? known, CancellationToken cancellation)
    {
        if ((known ?? await client.GetAsync(ResourceKinds.ConfigMaps, ns, _name, cancellation)) is not { } map)
            return await client.CreateAsync(ResourceKinds.ConfigMaps, New(change(new FenceRecord(default, []))), cancellation: cancellation);

        var record = FenceRecord.Read(map);
        Admit(record, order);
        var changed = change(record);
        if (record.Done.Contains(order.Key) || (changed.Newest == record.Newest && changed.Done.SequenceEqual(record.Done)))
            return map;
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = map.ResourceVersion }, ["data"] = changed.ToData() };
        return await client.PatchAsync(ResourceKinds.ConfigMaps, ns, _name, JsonPatchKind.Merge, patch, cancellation: cancellation);
    }

    private void Admit(FenceRecord record, EffectOrder order)
    {
        if (order.IsOlderThan(record.Newest.Fence, record.Newest.Turn))
        {
            throw new StaleFenceException(
                $"{environment} has taken orders up to {record.Newest} (ConfigMap {ns}/{_name}); {order.Key} with {OrderStamp.Of(order)} comes from an owner that was replaced, or was overtaken");
        }
    }

    private KubeObject New(FenceRecord record)
    {
        var map = KubeObject.New(ResourceKinds.ConfigMaps, ns, _name);
        map.Json["metadata"]!["labels"] = new JsonObject
        {
            [Marks.ManagedBy] = Marks.Slipway,
            [Marks.App] = environment.App,
            [Marks.Environment] = environment.Environment,
        };
        map.Json["data"] = record.ToData();
        return map;
    }
}
