using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Bench.Engine;

/// <summary>A target, router and metric source that do at once what they are told and cost next to nothing.</summary>
internal sealed class BenchWorld(TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private static readonly ReleaseVersion AnyVersion = ReleaseVersion.Parse("1.0.0");

    private readonly Dictionary<EnvironmentKey, BenchEnvironment> _environments = [];
    private readonly TaskCompletionSource _allSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _looks;
    private int _seen;

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    public long Looks => Interlocked.Read(ref _looks);

    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Ends once something was read of every environment.</summary>
    public Task AllSeen => _allSeen.Task;

    public void Begin(IEnumerable<EnvironmentKey> keys)
    {
        foreach (var key in keys)
            _environments[key] = new BenchEnvironment(time.GetUtcNow());
    }

    public void Load(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            _ = EnvironmentKey.TryParse(line[..line.IndexOf(' ')], out var key);
            _environments[key].Load(line[(line.IndexOf(' ') + 1)..]);
        }
    }

    public void Save(string file) => File.WriteAllLines(file, _environments.Select(pair => $"{pair.Key} {pair.Value.Save()}"));

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        _environments[workload.Environment].Apply(workload.Slot, workload.Replicas);
        return Task.CompletedTask;
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        Task.FromResult(Look(environment).Status(slot, AnyVersion));

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        _environments[route.Environment].Set(route.Split, time.GetUtcNow());
        return Task.CompletedTask;
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        Task.FromResult<TrafficSplit?>(Look(environment).Split);

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        Task.FromResult<TrafficSample?>(Look(environment).Measure(time.GetUtcNow()));

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private BenchEnvironment Look(EnvironmentKey key)
    {
        Interlocked.Increment(ref _looks);
        var environment = _environments[key];
        if (!environment.IsSeen)
        {
            environment.IsSeen = true;
            if (Interlocked.Increment(ref _seen) == _environments.Count)
                _allSeen.TrySetResult();
        }

        return environment;
    }
}
