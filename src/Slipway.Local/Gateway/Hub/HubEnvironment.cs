using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Local.Keeping;
using Slipway.Local.Processes;

namespace Slipway.Local.Gateway.Hub;

/// <summary>One environment in the hub: what is wanted, what was published, and what its gateways said. Thread-safe.</summary>
internal sealed class HubEnvironment(EnvironmentKey key, string file, KeeperTerm term, IEndpoints endpoints, TimeProvider time) : IDisposable
{
    private const int MaxGateways = 64;

    /// <summary>Of a generation, those that count the changes of one term; above them is the term's fence.</summary>
    private const int ChangeBits = 32;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, GatewayRecord> _gateways = new(StringComparer.Ordinal);
    private PerSlot<Counters> _forgotten = new(Counters.Zero, Counters.Zero);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredRoute? _wanted;
    private GatewayConfig? _published;

    public EnvironmentKey Key => key;

    /// <summary>The newest configuration, null before the first route, and a task that ends when there is a newer one.</summary>
    public (GatewayConfig? Config, Task Changed) Current()
    {
        lock (_lock)
            return (_published, _changed.Task);
    }

    /// <summary>Takes up what an earlier control plane wanted.</summary>
    public void Load()
    {
        if (DurableFile.Read(file, GatewayJson.Default.StoredRoute) is not { } stored)
            return;
        lock (_lock)
            _wanted = stored;
        Publish();
    }

    public async Task SetAsync(Func<StoredRoute?, StoredRoute> change, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            var changed = change(_wanted);
            if (changed.Equals(_wanted))
                return;
            term.Write(file, changed, GatewayJson.Default.StoredRoute);
            lock (_lock)
                _wanted = changed;
            Publish();
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Publishes what is wanted with the instances that are ready now, if that differs from what was published.</summary>
    public void Publish()
    {
        lock (_lock)
        {
            if (_wanted is null)
                return;
            var config = new GatewayConfig
            {
                Generation = _published?.Generation ?? 0,
                Listen = _wanted.Traffic.Listen,
                Stable = _wanted.Stable,
                Sides = new(Side(Slot.Blue), Side(Slot.Green)),
                Draw = _wanted.Draw,
                Sticky = _wanted.Traffic.Sticky,
                Match = _wanted.Traffic.Match,
                Mirror = _wanted.Traffic.Mirror,
                Page = _wanted.Page is { IsShown: true } page ? new GatewayPage(page.Html) : null,
            };
            if (config == _published)
                return;
            _published = config with { Generation = NextGeneration() };
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }

    public void Receive(GatewayReport report)
    {
        var counters = new PerSlot<Counters>(report.Sides.Blue.ToCounters(), report.Sides.Green.ToCounters());
        lock (_lock)
        {
            if (_gateways.TryGetValue(report.Gateway, out var known) && known.Report.Sequence >= report.Sequence)
                return;
            if (known is null && _gateways.Count >= MaxGateways)
                ForgetOldest();
            _gateways[report.Gateway] = new GatewayRecord(report, counters, time.GetUtcNow(), known?.Died ?? false);
        }
    }

    /// <summary>What it said of itself holds no longer, nor does what may still arrive from it; its counts stand.</summary>
    public void ProcessEnded(ProcessIdentity process)
    {
        lock (_lock)
        {
            foreach (var (name, gateway) in _gateways.Where(pair => pair.Value.Report.Process == process).ToList())
                _gateways[name] = gateway with { Died = true };
        }
    }

    /// <summary>The last of every gateway process that reported, oldest start first.</summary>
    public IReadOnlyList<GatewayRecord> Gateways()
    {
        lock (_lock)
            return [.. _gateways.Values.OrderBy(gateway => gateway.Report.Started)];
    }

    /// <summary>Over all gateway processes, the ended ones too.</summary>
    public PerSlot<Counters> Sum()
    {
        lock (_lock)
            return _gateways.Values.Aggregate(_forgotten, (sum, gateway) => Add(sum, gateway.Counters));
    }

    public void Dispose() => _writer.Dispose();

    private static PerSlot<Counters> Add(PerSlot<Counters> sum, PerSlot<Counters> more) =>
        new(sum.Blue.Plus(more.Blue), sum.Green.Plus(more.Green));

    private GatewaySide Side(Slot slot) => new(_wanted!.Split[slot], endpoints.Ready(key, slot));

    // The fence keeps generations rising from keeper to keeper, though changes of instances alone are not stored.
    private long NextGeneration() => _published is { } published ? published.Generation + 1 : term.Fence << ChangeBits;

    private void ForgetOldest()
    {
        var oldest = _gateways.MinBy(pair => pair.Value.At);
        _forgotten = Add(_forgotten, oldest.Value.Counters);
        _gateways.Remove(oldest.Key);
    }
}
