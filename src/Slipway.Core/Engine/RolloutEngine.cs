using Microsoft.Extensions.Logging;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>Claims live rollouts, drives each, and keeps their leases. One for a server.</summary>
public sealed partial class RolloutEngine(
    Ledger ledger, ILeases leases, IEvidence evidence, Adapters adapters, TimeProvider time, ILogger<RolloutEngine> logger, string owner)
{
    /// <summary>A lease that is not renewed runs out after this time.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);

    /// <summary>Rollouts driven at once by one server.</summary>
    private const int MaxDriven = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Driven> _driven = [];
    private readonly Signal _signal = new(time);

    /// <summary>A rollout was opened or changed by a command: claim it, or let its driver read on.</summary>
    public void Wake(string rolloutId)
    {
        Driven? driven;
        lock (_gate)
            driven = _driven.GetValueOrDefault(rolloutId);
        if (driven is null)
            _signal.Set();
        else
            driven.Driver.Wake();
    }

    /// <summary>What the last look at a rollout's metrics found; null when this server does not drive it, or has not looked yet.</summary>
    public Evaluation? LatestLook(string rolloutId)
    {
        lock (_gate)
            return _driven.GetValueOrDefault(rolloutId)?.Driver.LatestLook;
    }

    /// <summary>Runs until cancelled; then all drivers stop where they are, and their rollouts go on at the next start.</summary>
    /// <param name="alone">True when no other server can be alive: leases that are left over from one are taken at once.</param>
    public async Task RunAsync(bool alone, CancellationToken cancellation)
    {
        var first = alone;
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await RoundAsync(first, cancellation);
                first = false;
                await _signal.WaitAsync(RenewEvery, cancellation);
            }
        }
        finally
        {
            await StopAllAsync();
        }
    }

    private async Task RoundAsync(bool takeAll, CancellationToken cancellation)
    {
        try
        {
            var held = await leases.RenewAsync(owner, time.GetUtcNow(), LeaseTerm, cancellation);
            StopLost(held);
            int room;
            lock (_gate)
                room = MaxDriven - _driven.Count;
            var asOf = takeAll ? time.GetUtcNow() + LeaseTerm + LeaseTerm : time.GetUtcNow();
            var claimed = room > 0 ? await leases.ClaimAsync(owner, room, asOf, LeaseTerm, cancellation) : [];
            // What is held and not driven lost its driver at an unlucky moment: it is taken up again.
            foreach (var lease in held.Concat(claimed))
                Start(lease, cancellation);
        }
        catch (PortUnavailableException e)
        {
            LogStoreFault(e.Message);
        }
    }

    private void Start(Lease lease, CancellationToken cancellation)
    {
        var driver = new RolloutDriver(ledger, adapters, evidence, time, logger, lease);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_gate)
        {
            if (_driven.ContainsKey(lease.RolloutId))
                return;
            var driven = new Driven(driver, lease, stop);
            _driven[lease.RolloutId] = driven;
            driven.Running = DriveAsync(driven);
        }
    }

    private async Task DriveAsync(Driven driven)
    {
        // The caller holds the gate: begin after it has let go.
        await Task.Yield();
        try
        {
            await driven.Driver.RunAsync(driven.Stop.Token);
            await leases.ReleaseAsync(driven.Lease, driven.Stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped or lost; whoever claims the rollout next goes on.
        }
        catch (PortUnavailableException e)
        {
            LogStoreFault(e.Message);
        }
        finally
        {
            lock (_gate)
                _driven.Remove(driven.Lease.RolloutId);
            driven.Stop.Dispose();
        }
    }

    private void StopLost(IReadOnlyList<Lease> held)
    {
        var fences = held.ToDictionary(l => l.RolloutId, l => l.Fence);
        lock (_gate)
        {
            foreach (var driven in _driven.Values.Where(d => fences.GetValueOrDefault(d.Lease.RolloutId) != d.Lease.Fence))
                driven.Stop.Cancel();
        }
    }

    private async Task StopAllAsync()
    {
        Task[] running;
        lock (_gate)
        {
            foreach (var driven in _driven.Values)
                driven.Stop.Cancel();
            running = [.. _driven.Values.Select(d => d.Running)];
        }

        await Task.WhenAll(running);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer; rollouts wait: {Reason}")]
    private partial void LogStoreFault(string reason);

    private sealed class Driven(RolloutDriver driver, Lease lease, CancellationTokenSource stop)
    {
        public RolloutDriver Driver { get; } = driver;

        public Lease Lease { get; } = lease;

        public CancellationTokenSource Stop { get; } = stop;

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
