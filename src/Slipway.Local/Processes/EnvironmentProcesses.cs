using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Keeping;

namespace Slipway.Local.Processes;

/// <summary>The two slots of one environment, behind its fence.</summary>
internal sealed class EnvironmentProcesses : IAsyncDisposable
{
    private readonly EnvironmentKey _environment;
    private readonly PerSlot<WorkloadSupervisor> _slots;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _fencePath;
    private readonly KeeperTerm _term;
    private long _fence;

    // Kept in memory alone: an order that is still on its way when this process ends does not arrive.
    private int _turn;

    /// <exception cref="InvalidDataException">A record is damaged.</exception>
    public EnvironmentProcesses(EnvironmentKey environment, ProcessesRuntime runtime, Action<EnvironmentKey> changed)
    {
        _environment = environment;
        _term = runtime.Term;
        _fencePath = runtime.Folder.Fence(environment);
        _fence = DurableFile.Read(_fencePath, ProcessesJson.Default.FenceRecord)?.Fence ?? 0;
        _slots = new PerSlot<WorkloadSupervisor>(
            new WorkloadSupervisor(environment, Slot.Blue, runtime, changed),
            new WorkloadSupervisor(environment, Slot.Green, runtime, changed));
        // Only now, when both records are known to be whole.
        _slots[Slot.Blue].Start();
        _slots[Slot.Green].Start();
    }

    public WorkloadSupervisor this[Slot slot] => _slots[slot];

    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    /// <exception cref="PortUnavailableException">It was not noted.</exception>
    public async Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        // Held over the whole: an order that waits here must not pass one with a higher fence.
        await _gate.WaitAsync(cancellation);
        try
        {
            Admit(order);
            await _slots[workload.Slot].ApplyAsync(workload, order.Key, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _slots[Slot.Blue].DisposeAsync();
        await _slots[Slot.Green].DisposeAsync();
        _gate.Dispose();
    }

    private void Admit(EffectOrder order)
    {
        if (order.IsOlderThan(_fence, _turn))
        {
            throw new StaleFenceException(string.Create(
                CultureInfo.InvariantCulture, $"{_environment} has taken orders with fence {_fence}, turn {_turn}; {order.Key} with {order.Fence}, {order.Turn} comes from an owner that was replaced, or was overtaken"));
        }
        if (order.Fence == _fence)
        {
            _turn = order.Turn;
            return;
        }
        try
        {
            _term.Write(_fencePath, new FenceRecord(order.Fence), ProcessesJson.Default.FenceRecord);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PortUnavailableException($"the fence of {_environment} could not be written to {_fencePath}: {error.Message}", inner: error);
        }
        (_fence, _turn) = (order.Fence, order.Turn);
    }
}
