using Slipway.Core.Simulation;

namespace Slipway.Testing.Simulation.Servers;

/// <summary>
/// The thread of one life of a server, in virtual time. It can stand still, and what falls due meanwhile runs when it goes on;
/// and it can end in the middle of anything: nothing of it runs any more, not even what cleans up.
/// </summary>
public sealed class ServerContext(VirtualLoop loop) : SynchronizationContext
{
    private readonly Queue<Action> _held = new();

    public bool IsDead { get; private set; }

    public bool IsPaused { get; private set; }

    public void Kill()
    {
        IsDead = true;
        _held.Clear();
    }

    public void Pause() => IsPaused = true;

    public void GoOn()
    {
        IsPaused = false;
        while (_held.TryDequeue(out var held))
            Enqueue(held);
    }

    public override void Post(SendOrPostCallback d, object? state) => Enqueue(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    private void Enqueue(Action action) => loop.Post(_ => Run(action), null);

    private void Run(Action action)
    {
        if (IsDead)
            return;
        if (IsPaused)
        {
            _held.Enqueue(action);
            return;
        }

        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(loop);
        }
    }
}
