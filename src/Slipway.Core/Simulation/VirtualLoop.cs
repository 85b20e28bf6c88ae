namespace Slipway.Core.Simulation;

/// <summary>
/// Runs asynchronous code on one thread in virtual time: everything that can go on goes on, in order;
/// then the clock jumps to the next timer. So a day takes a moment, and two runs are the same.
/// </summary>
public sealed class VirtualLoop(VirtualTime time) : SynchronizationContext
{
    /// <summary>Continuations without any time passing: more are a loop that never ends.</summary>
    private const int MaxTurnsPerInstant = 100_000;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs until <paramref name="start"/>'s task ends.</summary>
    /// <exception cref="TimeoutException">The clock came to <paramref name="end"/>, or nothing is left that could ever go on.</exception>
    public T Run<T>(Func<Task<T>> start, DateTimeOffset end)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var task = start();
            while (!task.IsCompleted)
            {
                Drain();
                if (!task.IsCompleted && !time.FireNext(end))
                    throw new TimeoutException($"The simulation did not end by {end:O}");
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Drain()
    {
        for (var turns = 0; _ready.TryDequeue(out var next); turns++)
        {
            if (turns > MaxTurnsPerInstant)
                throw new InvalidOperationException("The simulation turns without time passing");
            next.Callback(next.State);
        }
    }
}
