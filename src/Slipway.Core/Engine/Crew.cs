using Microsoft.Extensions.Logging;
using Slipway.Core.Ports;
using Slipway.Core.Rollouts;

namespace Slipway.Core.Engine;

/// <summary>The drivers of a server: one for each lease, each a task of its own. Thread-safe.</summary>
/// <param name="hire">Makes the driver for a lease.</param>
internal sealed partial class Crew(Ledger ledger, ILeases leases, Func<Lease, RolloutDriver> hire, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Driven> _driven = [];
    private Task _restoring = Task.CompletedTask;

    public int Count
    {
        get
        {
            lock (_gate)
                return _driven.Count;
        }
    }

    /// <summary>Those that were not asked to give their rollout up.</summary>
    public int Staying
    {
        get
        {
            lock (_gate)
                return _driven.Values.Count(d => !d.IsLeaving);
        }
    }

    public RolloutDriver? Find(string rolloutId)
    {
        lock (_gate)
            return _driven.GetValueOrDefault(rolloutId)?.Driver;
    }

    /// <summary>
    /// Reads the rollouts together and starts a driver for each; without effect on those that have one. At most <see cref="Ledger.MaxLoaded"/>.
    /// Each is made out of what was read by a task of its own, while the caller may already have the next ones read.
    /// </summary>
    public async Task StartAsync(IReadOnlyList<Lease> held, CancellationToken cancellation)
    {
        // They are there before they are read: what is recorded meanwhile wakes them.
        var fresh = Add(held, cancellation);
        try
        {
            var stored = await ledger.ReadAsync([.. fresh.Select(d => d.Lease.Name)], cancellation);

            // Never more than one lot ahead: what was read and is not made out takes memory, and keeps others from the processor.
            await _restoring;
            var states = stored.Select(one => RestoreAsync(one, cancellation)).ToList();
            foreach (var (driven, state) in fresh.Zip(states))
                driven.Running = DriveAsync(driven, state);
            _restoring = Task.WhenAll(states);
        }
        catch
        {
            foreach (var driven in fresh)
                Remove(driven);
            throw;
        }
    }

    /// <summary>How many rollouts are in which phase, as their drivers last had them.</summary>
    public IReadOnlyDictionary<RolloutPhase, int> Phases()
    {
        var phases = new Dictionary<RolloutPhase, int>();
        lock (_gate)
        {
            foreach (var driven in _driven.Values)
            {
                if (driven.Driver.Phase is { } phase)
                    phases[phase] = phases.GetValueOrDefault(phase) + 1;
            }
        }

        return phases;
    }

    /// <summary>Stops, where they are, all drivers whose lease is not among these. Does not wait for them.</summary>
    /// <returns>How many there were.</returns>
    public int StopOthers(IReadOnlyList<Lease> held)
    {
        var fences = held.ToDictionary(l => l.Name, l => l.Fence);
        lock (_gate)
        {
            var others = _driven.Values.Where(d => fences.GetValueOrDefault(d.Lease.Name) != d.Lease.Fence && !d.Stop.IsCancellationRequested).ToList();
            others.ForEach(d => d.Stop.Cancel());
            return others.Count;
        }
    }

    /// <summary>Asks so many drivers, those claimed last, to give their rollout up as soon as it waits for something.</summary>
    public void Dismiss(int count)
    {
        lock (_gate)
        {
            foreach (var driven in _driven.Values.Where(d => !d.IsLeaving).OrderByDescending(d => d.Lease.Fence).Take(count))
            {
                driven.IsLeaving = true;
                driven.Driver.Leave();
            }
        }
    }

    /// <summary>Stops all where they are and waits for them.</summary>
    public async Task StopAllAsync()
    {
        StopOthers([]);
        Task[] running;
        lock (_gate)
            running = [.. _driven.Values.Select(d => d.Running)];
        await Task.WhenAll(running);
    }

    private List<Driven> Add(IReadOnlyList<Lease> held, CancellationToken cancellation)
    {
        var added = new List<Driven>();
        lock (_gate)
        {
            foreach (var lease in held.Where(lease => !_driven.ContainsKey(lease.Name)))
                added.Add(_driven[lease.Name] = new Driven(hire(lease), lease, CancellationTokenSource.CreateLinkedTokenSource(cancellation)));
        }

        return added;
    }

    private void Remove(Driven driven)
    {
        lock (_gate)
            _driven.Remove(driven.Lease.Name);
        driven.Stop.Dispose();
    }

    /// <summary>Null where that fails: the driver tries again, and says what is wrong.</summary>
    private async Task<RolloutState?> RestoreAsync(StoredStream stored, CancellationToken cancellation)
    {
        // Each on a thread of its own choice, not one after the other on the caller's.
        await Task.Yield();
        try
        {
            return await ledger.RestoreAsync(stored, cancellation);
        }
        catch
        {
            return null;
        }
    }

    private async Task DriveAsync(Driven driven, Task<RolloutState?> restoring)
    {
        try
        {
            await driven.Driver.RunAsync(await restoring, driven.Stop.Token);
            await leases.ReleaseAsync([driven.Lease], driven.Stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped or lost; whoever claims the rollout next goes on.
        }
        catch (PortUnavailableException e)
        {
            LogNotReleased(driven.Lease.Name, e.Message);
        }
        finally
        {
            Remove(driven);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Rollout}: its lease could not be given back: {Reason}")]
    private partial void LogNotReleased(string rollout, string reason);
}
