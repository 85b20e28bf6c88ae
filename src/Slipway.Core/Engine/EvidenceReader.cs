using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>
/// Reads series for all the rollouts that a server drives: those that are asked for at the same time by one call of the store.
/// Thread-safe.
/// </summary>
internal sealed class EvidenceReader(IEvidence evidence)
{
    /// <summary>Few enough that their samples are no burden on memory.</summary>
    private const int SeriesPerRead = 100;

    private readonly Lock _gate = new();
    private readonly Queue<(SeriesTail Tail, TaskCompletionSource<IReadOnlyList<TrafficSample>> Answer)> _asked = [];
    private bool _isReading;

    /// <summary>Whether what can wait should: as much is asked for already as one read brings.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
                return _asked.Count >= SeriesPerRead;
        }
    }

    /// <summary>Ends before the answer is there when it is cancelled; the read itself goes on.</summary>
    public Task<IReadOnlyList<TrafficSample>> ReadAsync(SeriesTail tail, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<TrafficSample>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _asked.Enqueue((tail, answer));
        Begin();
        return answer.Task.WaitAsync(cancellation);
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (_isReading || _asked.Count == 0)
                return;
            _isReading = true;
        }

        _ = ReadAllAsync();
    }

    private async Task ReadAllAsync()
    {
        // What is asked for at the same time comes with it.
        await Task.Yield();
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                // The store bounds it; those who ask have limits of their own.
                var found = await evidence.ReadManyAsync([.. batch.Select(one => one.Tail)], CancellationToken.None);
                foreach (var (one, series) in batch.Zip(found))
                    one.Answer.TrySetResult(series);
            }
            catch (Exception fault)
            {
                batch.ForEach(one => one.Answer.TrySetException(fault));
            }
        }
    }

    /// <summary>The next to be read together; nothing when reading comes to an end.</summary>
    private List<(SeriesTail Tail, TaskCompletionSource<IReadOnlyList<TrafficSample>> Answer)> Take()
    {
        var batch = new List<(SeriesTail Tail, TaskCompletionSource<IReadOnlyList<TrafficSample>> Answer)>();
        var named = new HashSet<string>();
        lock (_gate)
        {
            while (batch.Count < SeriesPerRead && _asked.TryPeek(out var next) && named.Add(next.Tail.RolloutId))
                batch.Add(_asked.Dequeue());
            _isReading = batch.Count > 0;
        }

        return batch;
    }
}
