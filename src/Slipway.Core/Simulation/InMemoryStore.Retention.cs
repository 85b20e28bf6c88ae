using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

public sealed partial class InMemoryStore
{
    private readonly List<Checkpoint> _checkpoints = [];

    /// <summary>Events that are gone; as their positions have no gaps, also the last one's position.</summary>
    private long Removed => _checkpoints is [.., var newest] ? newest.Position : 0;

    public Task<Checkpoint?> ReadCheckpointAsync(CancellationToken cancellation) => At(() => _checkpoints.LastOrDefault(), cancellation);

    public Task<Checkpoint> RemoveEventsAsync(long through, DateTimeOffset run, CancellationToken cancellation) =>
        At(() =>
        {
            var gone = _events.TakeWhile(e => e.Position <= through).ToList();
            if (gone.Count == 0 || gone[^1].Position != through || gone.Count == _events.Count)
                throw new ArgumentException($"There is no event {through}, or none after it", nameof(through));
            foreach (var stream in gone.GroupBy(e => e.Stream))
            {
                _streams[stream.Key].RemoveAll(e => e.Position <= through);
                if (_streams[stream.Key].Count == 0)
                    _streams.Remove(stream.Key);
                if (Streams.IsRollout(stream.Key))
                    Forget(stream.Key);
            }

            var before = _checkpoints.Where(c => c.Time == run).Sum(c => c.Events);
            _checkpoints.RemoveAll(c => c.Time == run);
            _checkpoints.Add(new Checkpoint(through, gone[^1].Hash, run, before + gone.Count));
            _events.RemoveRange(0, gone.Count);
            return _checkpoints[^1];
        }, cancellation);

    public Task<int> RemoveDeliveredAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        At(() =>
        {
            var gone = _outbox.Where(pending => pending.Time < before && _delivered.Contains(pending.Id) && !IsPending(pending.Message.Key)).Take(limit).ToList();
            foreach (var pending in gone)
            {
                _outbox.Remove(pending);
                _delivered.Remove(pending.Id);
                _outboxKeys.Remove(pending.Message.Key);
                _deliveries.RemoveAll(delivery => delivery.Message.Key == pending.Message.Key);
            }

            return gone.Count;
        }, cancellation);

    public Task<int> RemoveEvidenceAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        At(
            () => _samples
                .Where(series => _rollouts.GetValueOrDefault(series.Key) is not { Live: true })
                .Sum(series => series.Value.RemoveAll(sample => sample.At < before)) > 0 ? 1 : 0,
            cancellation);

    private void Forget(string rollout)
    {
        _rollouts.Remove(rollout);
        _snapshots.Remove(rollout);
        _samples.Remove(rollout);
        _leases.Remove(rollout);
    }
}
