using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

public sealed partial class InMemoryStore
{
    private readonly List<Delivery> _deliveries = [];
    private long _deliveryIds;

    public Task<bool> HandOnAsync(long message, IReadOnlyList<string> destinations, DateTimeOffset at, CancellationToken cancellation) =>
        At(() =>
        {
            if (_outbox.Find(pending => !_delivered.Contains(pending.Id)) is not { } oldest || oldest.Id != message)
                return false;
            _delivered.Add(message);
            foreach (var destination in destinations.Where(name => !_deliveries.Exists(d => d.Destination == name && d.Message.Key == oldest.Message.Key)))
                _deliveries.Add(new Delivery(++_deliveryIds, destination, oldest.Message, oldest.Time, DeliveryState.Pending, 0, at, at, null));
            return true;
        }, cancellation);

    public Task<IReadOnlyList<Delivery>> ReadFirstAsync(string destination, int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<Delivery>>(() =>
        [
            .. _deliveries
                .Where(d => d.State == DeliveryState.Pending && d.Destination == destination)
                .GroupBy(d => d.Message.RolloutId, StringComparer.Ordinal)
                .Select(rollout => rollout.MinBy(d => d.Id)!)
                .OrderBy(d => d.Due).ThenBy(d => d.Id)
                .Take(limit),
        ], cancellation);

    public Task RecordAsync(long id, DeliveryTry tried, DateTimeOffset at, CancellationToken cancellation) =>
        At(
            () => Change(
                d => d.Id == id && (d.State == DeliveryState.Pending || tried.State == DeliveryState.Delivered),
                d => d with { State = tried.State, Attempts = tried.Attempts, Due = tried.Due, Error = tried.Error }),
            cancellation);

    public Task<int> ExpireAsync(DateTimeOffset since, DateTimeOffset at, CancellationToken cancellation) =>
        At(() => Change(d => d.State == DeliveryState.Pending && d.Since < since, d => d with { State = DeliveryState.Dead, Error = d.Error ?? "nobody delivered it in time" }), cancellation);

    public Task<OpenDeliveries> CountOpenAsync(CancellationToken cancellation) =>
        At(() => new OpenDeliveries(_deliveries.Count(d => d.State == DeliveryState.Pending), _deliveries.Count(d => d.State == DeliveryState.Dead)), cancellation);

    public Task<IReadOnlyList<Delivery>> ListOpenAsync(int limit, CancellationToken cancellation) =>
        At<IReadOnlyList<Delivery>>(() => [.. _deliveries.Where(d => d.State != DeliveryState.Delivered).OrderBy(d => d.Id).Take(limit)], cancellation);

    public Task<int> RetryAsync(IReadOnlyList<long>? ids, DateTimeOffset at, CancellationToken cancellation) =>
        At(
            () => Change(
                d => ids is null ? d.State == DeliveryState.Dead : d.State != DeliveryState.Delivered && ids.Contains(d.Id),
                d => d with { State = DeliveryState.Pending, Attempts = 0, Since = at, Due = at }),
            cancellation);

    private bool IsPending(string key) => _deliveries.Exists(d => d.State == DeliveryState.Pending && d.Message.Key == key);

    private int Change(Predicate<Delivery> which, Func<Delivery, Delivery> change)
    {
        var changed = 0;
        for (var i = 0; i < _deliveries.Count; i++)
        {
            if (!which(_deliveries[i]))
                continue;
            _deliveries[i] = change(_deliveries[i]);
            changed++;
        }

        return changed;
    }
}
