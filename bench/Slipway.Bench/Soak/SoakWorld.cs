using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Bench.Soak;

/// <summary>A target, router and metric source for many environments. It does at once what it is told; of the versions every fourth is bad.</summary>
internal sealed class SoakWorld(TimeProvider time) : ITarget, IRouter, IMetricSource, IArtifacts
{
    private const int RequestsPerSecond = 200;
    private const double BadErrorRate = 0.3;
    private const int BadEvery = 4;

    private readonly Dictionary<EnvironmentKey, Place> _places = [];

    string ITarget.Name => ProcessesSpec.Kind;

    string IRouter.Name => GatewaySpec.Kind;

    string IMetricSource.Name => GatewaySpec.Kind;

    /// <summary>The version with a number; numbers rise.</summary>
    public static string VersionOf(int number) => $"{number}.0.0";

    public Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        var side = At(workload.Environment).Sides[workload.Slot];
        (side.Version, side.Replicas) = (workload.Replicas > 0 ? workload.Version : side.Version, workload.Replicas);
        return Task.CompletedTask;
    }

    Task<WorkloadStatus> ITarget.ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation)
    {
        var side = At(environment).Sides[slot];
        return Task.FromResult(side.Replicas == 0
            ? WorkloadStatus.Nothing
            : new WorkloadStatus(side.Version, side.Replicas, [.. Enumerable.Range(1, side.Replicas).Select(i => new InstanceStatus($"{slot.Label()}-{i}", InstanceState.Ready, null, 0, time.GetUtcNow(), ""))], null));
    }

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([]);

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<LogLine>>([]);

    public Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation)
    {
        Count(At(route.Environment)).Split = route.Split;
        return Task.CompletedTask;
    }

    Task<TrafficSplit?> IRouter.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) =>
        Task.FromResult<TrafficSplit?>(At(environment).Split);

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var sides = Count(At(environment)).Sides;
        return Task.FromResult<TrafficSample?>(new TrafficSample(time.GetUtcNow(), new PerSlot<Counters>(sides.Blue.Counters, sides.Green.Counters)));
    }

    public Task<Digest?> DigestAsync(string artifact, CancellationToken cancellation) => Task.FromResult<Digest?>(Digest.Of(artifact));

    private Place At(EnvironmentKey key)
    {
        if (!_places.TryGetValue(key, out var place))
            _places[key] = place = new Place { CountedAt = time.GetUtcNow() };
        return place;
    }

    private Place Count(Place place)
    {
        var seconds = (time.GetUtcNow() - place.CountedAt).TotalSeconds;
        place.CountedAt = time.GetUtcNow();
        foreach (var slot in Slots.All)
            place.Sides[slot].Answer((long)(RequestsPerSecond * seconds * place.Split[slot].Fraction), IsBad(place.Sides[slot].Version) ? BadErrorRate : 0);
        return place;
    }

    private static bool IsBad(ReleaseVersion? version) => version is { } v && int.Parse(v.ToString().Split('.')[0]) % BadEvery == 0;

    private sealed class Place
    {
        public PerSlot<SoakSide> Sides { get; } = new(new SoakSide(), new SoakSide());

        public TrafficSplit Split { get; set; }

        public DateTimeOffset CountedAt { get; set; }
    }
}
