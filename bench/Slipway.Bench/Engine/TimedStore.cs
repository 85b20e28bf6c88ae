using System.Collections.Concurrent;
using Slipway.Core.Ports;

namespace Slipway.Bench.Engine;

/// <summary>Passes everything on, and notes from what is appended when steps were due, when effects were done, and when the next ones began.</summary>
internal sealed class TimedStore(IEventStore inner, TimeSpan observe, TimeProvider time) : IEventStore
{
    private readonly ConcurrentDictionary<string, StreamTimes> _streams = new();
    private readonly ConcurrentQueue<double> _lateness = new();
    private readonly ConcurrentQueue<double> _overhead = new();
    private long _appends;

    public long Appends => Interlocked.Read(ref _appends);

    public IReadOnlyList<double> Lateness => [.. _lateness];

    public IReadOnlyList<double> Overhead => [.. _overhead];

    /// <summary>What was noted so far does not count.</summary>
    public void Forget()
    {
        _lateness.Clear();
        _overhead.Clear();
    }

    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(Append append, CancellationToken cancellation)
    {
        var called = time.GetTimestamp();
        var stored = await inner.AppendAsync(append, cancellation);
        Interlocked.Increment(ref _appends);
        Note(append, called);
        return stored;
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, int afterVersion, CancellationToken cancellation) =>
        inner.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamsAsync(IReadOnlyList<StreamTail> tails, CancellationToken cancellation) =>
        inner.ReadStreamsAsync(tails, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation) =>
        inner.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation) => inner.HeadAsync(cancellation);

    public Task WaitForEventsAsync(long afterPosition, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitForEventsAsync(afterPosition, timeout, cancellation);

    public Task<IReadOnlyList<RolloutRow>> ListRolloutsAsync(string? app, string? environment, bool liveOnly, int limit, CancellationToken cancellation) =>
        inner.ListRolloutsAsync(app, environment, liveOnly, limit, cancellation);

    public Task<RolloutRow?> FindRolloutAsync(string id, CancellationToken cancellation) => inner.FindRolloutAsync(id, cancellation);

    private void Note(Append append, long called)
    {
        var stream = append.Streams[0];
        var times = _streams.GetOrAdd(stream.Stream, _ => new StreamTimes());
        switch (stream.Events[0].Type)
        {
            case "step.succeeded":
                times.StepEnded = append.Time;
                break;
            case "effect.ended":
                times.EffectDone = called;
                break;
            case "effect.started":
                if (times.StepEnded is { } ended && stream.Events[0].Json.Contains("take-verdict", StringComparison.Ordinal))
                    _lateness.Enqueue((time.GetUtcNow() - (ended + observe)).TotalSeconds);
                if (times.EffectDone is { } done)
                    _overhead.Enqueue(time.GetElapsedTime(done).TotalSeconds);
                break;
            default:
                // Between that effect and the next one, something had to be waited for.
                times.EffectDone = null;
                break;
        }
    }

    private sealed class StreamTimes
    {
        public DateTimeOffset? StepEnded { get; set; }

        public long? EffectDone { get; set; }
    }
}
