using Microsoft.Extensions.Logging;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;

namespace Slipway.Core.Engine;

/// <summary>Claims live rollouts, drives each, and keeps their leases. One for a server.</summary>
public sealed partial class RolloutEngine(
    Ledger ledger, ILeases leases, IEvidence evidence, Adapters adapters, TimeProvider time, ILogger<RolloutEngine> logger, ServerNote server)
{
    /// <summary>A server that does not renew is taken for dead after this time, and others drive what it held.</summary>
    public static readonly TimeSpan LeaseTerm = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromMilliseconds(500);

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
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                await RoundAsync(cancellation);
                await _signal.WaitAsync(RenewEvery, cancellation);
            }
        }
        finally
        {
            await StopAllAsync();
        }
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        try
        {
            await leases.RenewAsync(server, LeaseTerm, cancellation);
            var held = await leases.HeldAsync(server.Id, cancellation);
            StopLost(held);
            int room;
            lock (_gate)
                room = MaxDriven - _driven.Count;
            var claimed = room > 0 ? await leases.ClaimAsync(server.Id, room, cancellation) : [];
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
            if (_driven.ContainsKey(lease.Name))
                return;
            var driven = new Driven(driver, lease, stop);
            _driven[lease.Name] = driven;
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
            await leases.ReleaseAsync([driven.Lease], driven.Stop.Token);
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
                _driven.Remove(driven.Lease.Name);
            driven.Stop.Dispose();
        }
    }

    private void StopLost(IReadOnlyList<Lease> held)
    {
        var fences = held.ToDictionary(l => l.Name, l => l.Fence);
        lock (_gate)
        {
            foreach (var driven in _driven.Values.Where(d => fences.GetValueOrDefault(d.Lease.Name) != d.Lease.Fence))
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
