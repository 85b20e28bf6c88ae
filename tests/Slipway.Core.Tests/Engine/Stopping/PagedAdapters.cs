using Slipway.Core.Analysis;
using Slipway.Core.Engine.Stopping;
using Slipway.Core.Gates.Stops;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Simulation.Checks;
using Slipway.Testing.Simulation.World;

namespace Slipway.Core.Tests.Engine.Stopping;

/// <summary>A world in which everything works, with a router that shows a maintenance page as one in a cluster does: the split cannot be changed or read beneath it.</summary>
internal sealed class PagedAdapters(TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private readonly EarthAdapters _earth = new(new Earth((_, _) => Character.Good, time, new Verdicts(time)));

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>What was done by stops, a word each, and only what changed something.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The stop whose page is shown; null: none.</summary>
    public int? Shown { get; private set; }

    /// <summary>Why no page can be shown.</summary>
    public IReadOnlyList<string> PageProblems { get; set; } = [];

    /// <summary>How often it was said that what is counted is nobody's.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Called before each thing that a stop does; may throw.</summary>
    public Action Before { get; set; } = () => { };

    public bool IsPageAway { get; set; }

    /// <summary>Instances that go on running for a while after they were told to end.</summary>
    public int StillEnding { get; set; }

    /// <summary>False: instances that come back are not ready yet.</summary>
    public bool AreReady { get; set; } = true;

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => _earth.CheckAsync(workload, cancellation);

    public Task<IReadOnlyList<string>> CheckMaintenanceAsync(MaintenancePage page, CancellationToken cancellation) => Task.FromResult(PageProblems);

    public Task ShowMaintenanceAsync(MaintenancePage page, int stop, bool shown, CancellationToken cancellation)
    {
        Before();
        if (IsPageAway)
            throw new PortUnavailableException("the page is away");
        if (Shown == (shown ? stop : null))
            return Task.CompletedTask;
        Log.Add(shown ? "page up" : "page down");
        Shown = shown ? stop : null;
        return Task.CompletedTask;
    }

    public async Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        var byStop = order.Key.StartsWith("stop-", StringComparison.Ordinal);
        if (byStop)
            Before();
        await _earth.ApplyAsync(workload, order, cancellation);
        if (byStop)
            Log.Add($"{workload.Replicas} instances");
    }

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        RefuseWhileShown();
        return _earth.SetAsync(route, order, cancellation);
    }

    async Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var status = await ((ITarget)_earth).ReadAsync(environment, slot, cancellation);
        if (!AreReady)
            return status with { Instances = [], Failure = "it crashes\nwith a log" };
        return status is { Wanted: 0 } && StillEnding > 0
            ? status with { Instances = [.. Enumerable.Range(1, StillEnding).Select(i => new InstanceStatus($"{i}", InstanceState.Stopping, null, 0, default, ""))] }
            : status;
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        RefuseWhileShown();
        return ((IRouter)_earth).ReadAsync(environment, cancellation);
    }

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => ((IMetricSource)_earth).ReadAsync(environment, cancellation);

    public void PassOver(EnvironmentKey environment) => PassedOver++;

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private void RefuseWhileShown()
    {
        if (Shown is { } stop)
            throw new PortUnavailableException($"the requests are at the maintenance page of stop-{stop}");
    }
}
