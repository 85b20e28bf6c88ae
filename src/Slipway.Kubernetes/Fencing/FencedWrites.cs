using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Fencing;

/// <summary>
/// What an order writes. Each object that it changes says which order changed it last, and is written only as it was read: a
/// request of an older order that arrives late finds another resource version, and then a newer order. Therefore an object that
/// already is as it should be is stamped all the same. What did not exist has neither: it is created without effect (no
/// replicas), then <see cref="ConfirmAsync"/> asks whether the order still is the newest, and only then is it brought to life.
/// </summary>
public sealed class FencedWrites
{
    /// <summary>Controllers write the status of what we change, and each such write costs a try.</summary>
    private const int MaxAttempts = 12;

    private readonly KubeClient _client;
    private readonly EnvironmentKey _environment;
    private readonly Func<CancellationToken, Task> _confirm;

    internal FencedWrites(KubeClient client, OrderStamp stamp, EnvironmentKey environment, Func<CancellationToken, Task> confirm) =>
        (_client, Stamp, _environment, _confirm) = (client, stamp, environment, confirm);

    public OrderStamp Stamp { get; }

    /// <summary>For what did not exist before: whether nothing newer was ordered until now.</summary>
    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    public Task ConfirmAsync(CancellationToken cancellation) => _confirm(cancellation);

    /// <summary>Changes what <paramref name="change"/> changes of the object's JSON and nothing else, as a JSON patch of just those fields.</summary>
    /// <param name="change">May be called several times, each time with the object as it is then.</param>
    /// <param name="mark">The annotation that says which order changed it last. An object that environments share carries one for each.</param>
    /// <param name="known">As the same order has read it from the server, not from a cache; if it has changed since, it is read again. Null: it is read first.</param>
    /// <returns>As the server keeps it; null when there is none of this name.</returns>
    /// <exception cref="StaleFenceException">A later order has changed it.</exception>
    public async Task<KubeObject?> ChangeAsync(
        ResourceKind kind, string ns, string name, Action<KubeObject> change, CancellationToken cancellation, string mark = Marks.Order, KubeObject? known = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 1; ; attempt++, known = null)
        {
            if ((known ?? await _client.GetAsync(kind, ns, name, cancellation)) is not { } read)
                return null;
            Admit(read, mark);
            var wanted = new KubeObject(read.Json.DeepClone().AsObject());
            change(wanted);
            Put(wanted, mark);
            var patch = JsonChanges.Between(read.Json, wanted.Json);
            if (patch.Count == 0)
                return read;
            patch.Insert(0, new JsonObject { ["op"] = "replace", ["path"] = "/metadata/resourceVersion", ["value"] = read.ResourceVersion });
            try
            {
                return await _client.PatchAsync(kind, ns, name, JsonPatchKind.Json, patch, cancellation: cancellation);
            }
            catch (KubeException race) when (race.Status == 409 && attempt < MaxAttempts)
            {
                // Somebody else wrote it in between: read again what it is now.
            }
            catch (KubeException misfit) when (misfit.Status == 422 && attempt < MaxAttempts)
            {
                // A patch is fitted to the object before versions are compared: what it names may have gone in between.
                if ((await _client.GetAsync(kind, ns, name, cancellation))?.ResourceVersion == read.ResourceVersion)
                    throw;
            }
            catch (KubeException gone) when (gone.Status == 404 && gone.Reason != KubeReasons.KindNotServed)
            {
                return null;
            }
        }
    }

    /// <summary>Creates an object that has no effect yet.</summary>
    /// <returns>Null when there is one of this name already.</returns>
    public async Task<KubeObject?> CreateAsync(ResourceKind kind, KubeObject item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        Put(item);
        try
        {
            return await _client.CreateAsync(kind, item, cancellation: cancellation);
        }
        catch (KubeException there) when (there.Status == 409 && there.Reason == "AlreadyExists")
        {
            return null;
        }
    }

    /// <summary>
    /// Applies a whole object by server-side apply, which creates it where there is none. What others own with another value is a
    /// conflict and stays theirs; what only Slipway owns, by whatever kind of write, is taken.
    /// </summary>
    /// <param name="item">Not changed.</param>
    /// <exception cref="KubeConflictException">Others own named fields with other values.</exception>
    /// <exception cref="StaleFenceException">A later order has changed it.</exception>
    public async Task<KubeObject> ApplyAsync(ResourceKind kind, KubeObject item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        for (var attempt = 1; ; attempt++)
        {
            var wanted = new KubeObject(item.Json.DeepClone().AsObject());
            Put(wanted);
            if (await _client.GetAsync(kind, item.Namespace, item.Name, cancellation) is { } read)
            {
                Admit(read);
                wanted.Json["metadata"]!["resourceVersion"] = read.ResourceVersion;
            }
            else
            {
                // A creation has nothing that it could be bound to: that the order is the newest is asked right before it.
                await _confirm(cancellation);
            }

            try
            {
                return await ApplyOnceAsync(kind, wanted, cancellation);
            }
            catch (KubeException race) when (race is not KubeConflictException && race.Status == 409 && attempt < MaxAttempts)
            {
                // It was written, or deleted, in between.
            }
        }
    }

    /// <summary>Deletes an object, with all that it owns.</summary>
    /// <param name="mayGo">Asked of the object as it is; false leaves it.</param>
    /// <param name="propagation">What it owns goes after it, unless told otherwise.</param>
    /// <returns>Whether one was deleted.</returns>
    /// <exception cref="StaleFenceException">A later order has changed it.</exception>
    public async Task<bool> DeleteAsync(
        ResourceKind kind, string? ns, string name, Func<KubeObject, bool> mayGo, CancellationToken cancellation, Propagation propagation = Propagation.Background)
    {
        ArgumentNullException.ThrowIfNull(mayGo);
        for (var attempt = 1; ; attempt++)
        {
            if (await _client.GetAsync(kind, ns, name, cancellation) is not { IsBeingDeleted: false } read || !mayGo(read))
                return false;
            Admit(read);
            try
            {
                var options = new DeleteOptions { Propagation = propagation, Uid = read.Uid, ResourceVersion = read.ResourceVersion };
                return await _client.DeleteAsync(kind, ns, name, options, cancellation);
            }
            catch (KubeException race) when (race.Status == 409 && attempt < MaxAttempts)
            {
                // It was written in between.
            }
        }
    }

    private async Task<KubeObject> ApplyOnceAsync(ResourceKind kind, KubeObject wanted, CancellationToken cancellation)
    {
        try
        {
            return await _client.ApplyAsync(kind, wanted, cancellation: cancellation);
        }
        catch (KubeConflictException ours) when (ours.Conflicts.All(conflict => conflict.Manager == _client.FieldManager))
        {
            return await _client.ApplyAsync(kind, wanted, new ApplyOptions { Force = true }, cancellation);
        }
    }

    private void Put(KubeObject item, string mark = Marks.Order)
    {
        var metadata = (JsonObject)item.Json["metadata"]!;
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[mark] = Stamp.ToString();
    }

    private void Admit(KubeObject read, string mark = Marks.Order)
    {
        if (OrderStamp.TryParse(read.Text("metadata", "annotations", mark), out var last) && Stamp < last)
            throw new StaleFenceException($"{read} was changed by order {last} of {_environment}; an order with {Stamp} comes too late");
    }
}
