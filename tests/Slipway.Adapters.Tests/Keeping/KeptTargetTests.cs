using Shouldly;
using Slipway.Adapters.Tests.Processes;
using Slipway.Core.Ports;
using Slipway.Core.Simulation;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Contracts;
using Xunit;

namespace Slipway.Adapters.Tests.Keeping;

/// <summary>The contract of targets, from a server that asks the keeper over HTTP.</summary>
public sealed class KeptTargetTests : TargetContract, IAsyncLifetime
{
    private readonly ProcessBench _bench = new();
    private readonly InMemoryStore _store = new(new VirtualTime());
    private KeepingServer _keeper = null!;
    private KeepingServer _other = null!;

    protected override ITarget Target => _other.Target;

    protected override CheckSpec GoodCheck { get; } = new() { Name = "health", Probe = new ProbeSpec { Http = "/health" } };

    protected override CheckSpec BadCheck { get; } = new() { Name = "false", Probe = new ProbeSpec { Command = ["/bin/sh", "-c", "echo no good; exit 3"] } };

    public async ValueTask InitializeAsync()
    {
        await _bench.LeaveToStoreAsync();
        _keeper = await KeepingServer.StartAsync("keeper", _bench.Data, _store);
        _other = await KeepingServer.StartAsync("other", _bench.Data, _store);
        await _keeper.EnrolAsync();
        await _other.EnrolAsync();
        _other.Keeper.Office.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _keeper.DisposeAsync();
        await _bench.DisposeAsync();
    }

    protected override Workload Working(Slot slot, string version, int replicas) =>
        _bench.Workload(ProcessBench.Serving, replicas, slot, version);

    protected override Workload Impossible() =>
        Working(Slot.Green, "9.9.9", 1) with { Artifact = Path.Combine(_bench.Folder, "nowhere") };
}
