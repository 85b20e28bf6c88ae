using System.Collections.Concurrent;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Server.Tests.Api;

/// <summary>A target and a router that do at once what they are told. Any version is there, but <c>missing</c>.</summary>
internal sealed class ReadyWorld : ITarget, IRouter, IArtifacts
{
    private readonly ConcurrentDictionary<(EnvironmentKey, Slot), Workload> _workloads = new();
    private readonly ConcurrentDictionary<EnvironmentKey, TrafficSplit> _splits = new();

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) =>
        Task.FromResult<Digest?>(artifact.EndsWith("missing", StringComparison.Ordinal) ? null : Digest.Of(artifact));

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        _workloads[(workload.Environment, workload.Slot)] = workload;
        return Task.CompletedTask;
    }

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        Task.FromResult(_workloads.TryGetValue((environment, slot), out var workload) && workload.Replicas > 0
            ? new WorkloadStatus(workload.Version, workload.Replicas, [.. Instances(workload)], null)
            : WorkloadStatus.Nothing);

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(
        EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>(
            _workloads.TryGetValue((environment, slot), out var workload) ? [.. Instances(workload).Select(i => new LogLine(i.Id, "started"))] : []);

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        _splits[route.Environment] = route.Split;
        return Task.CompletedTask;
    }

    public Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        Task.FromResult<TrafficSplit?>(_splits.GetValueOrDefault(environment));

    private static IEnumerable<InstanceStatus> Instances(Workload workload) =>
        Enumerable.Range(1, workload.Replicas).Select(n => new InstanceStatus(
            $"{workload.Slot.Label()}-{workload.Version}-{n}", InstanceState.Ready, $"127.0.0.1:{4000 + n}", 0, DateTimeOffset.UnixEpoch, ""));
}
