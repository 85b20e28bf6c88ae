using Slipway.Core.Engine;
using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

/// <summary>An engine from its start to its sudden end.</summary>
internal sealed class EngineLife : IAsyncDisposable
{
    private readonly CancellationTokenSource _life = new();
    private readonly MortalEvidence _evidence;
    private readonly Task _running;

    /// <param name="evidence">Where it writes as long as it lives.</param>
    /// <param name="engine">Makes the engine.</param>
    public EngineLife(IEvidence evidence, Func<IEvidence, RolloutEngine> engine)
    {
        _evidence = new MortalEvidence(evidence);
        Engine = engine(_evidence);
        _running = Engine.RunAsync(_life.Token);
    }

    public RolloutEngine Engine { get; }

    public async ValueTask DisposeAsync()
    {
        // An engine that is only told to end writes what it still has.
        _evidence.IsDead = true;

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
