using Slipway.Core.Engine;

namespace Slipway.Core.Simulation;

/// <summary>An engine from its start to its sudden end.</summary>
internal sealed class EngineLife : IAsyncDisposable
{
    private readonly CancellationTokenSource _life = new();
    private readonly Task _running;

    public EngineLife(RolloutEngine engine)
    {
        Engine = engine;
        _running = engine.RunAsync(_life.Token);
    }

    public RolloutEngine Engine { get; }

    public async ValueTask DisposeAsync()
    {
        // Not CancelAsync: that would leave the one thread that a simulation has.
        _life.Cancel();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        _life.Dispose();
    }
}
