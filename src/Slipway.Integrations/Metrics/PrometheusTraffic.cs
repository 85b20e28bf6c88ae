using System.Collections.Concurrent;
using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Integrations.Metrics;

/// <summary>
/// The requests of a router in a cluster, read from Prometheus. Counters are read as they are and added up here, series by series: a pod that
/// ends takes its counts with it, and one that starts again counts from 0, which neither must show as requests that came or went.
/// </summary>
/// <param name="name">The kind of traffic spec that it serves.</param>
public sealed class PrometheusTraffic(string name, PrometheusClient client, TimeProvider time) : IMetricSource
{
    /// <summary>Prometheus itself looks at the routers some times a minute: whoever asks more often is told the same.</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<EnvironmentKey, Tally> _tallies = [];
    private readonly TimeProvider _time = time;

    public string Name => name;

    public IMetricSource? For(TrafficSpec spec) => spec is KubernetesTrafficSpec { Prometheus: { } prometheus, Namespaces: not null } traffic ? new Bound(this, traffic, prometheus) : null;

    Task<TrafficSample?> IMetricSource.ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => Task.FromResult<TrafficSample?>(null);

    private async Task<TrafficSample?> ReadAsync(EnvironmentKey environment, KubernetesTrafficSpec traffic, PrometheusSpec prometheus, CancellationToken cancellation)
    {
        var tally = _tallies.GetOrAdd(environment, _ => new Tally());
        return await tally.LookOnceAsync(() => LookAsync(tally, traffic, prometheus)).WaitAsync(cancellation);
    }

    /// <summary>It is shared, so that nobody's patience ends it: the client has a time limit of its own.</summary>
    private async Task<TrafficSample> LookAsync(Tally tally, KubernetesTrafficSpec traffic, PrometheusSpec prometheus)
    {
        var now = _time.GetUtcNow();
        if (tally.Latest is { } latest && now - latest.At < MinInterval && now >= latest.At)
            return latest;
        var sides = await Task.WhenAll(SideAsync(traffic, prometheus, Slot.Blue, CancellationToken.None), SideAsync(traffic, prometheus, Slot.Green, CancellationToken.None));
        return tally.Add(_time.GetUtcNow(), new PerSlot<SideReading>(sides[0], sides[1]));
    }

    private async Task<SideReading> SideAsync(KubernetesTrafficSpec traffic, PrometheusSpec prometheus, Slot slot, CancellationToken cancellation)
    {
        var service = traffic.Namespaces!.Blue == traffic.Namespaces.Green ? $"{traffic.Service}-{slot.Label()}" : traffic.Service;
        var asked = new[] { prometheus.Requests!, prometheus.Errors!, prometheus.Latency! }.Select(query => client.AskAsync(
            prometheus, query.Replace("{service}", service, StringComparison.Ordinal).Replace("{namespace}", traffic.Namespaces[slot], StringComparison.Ordinal), cancellation));
        var answers = await Task.WhenAll(asked);
        return new SideReading(answers[0], answers[1], answers[2]);
    }

    private sealed class Bound(PrometheusTraffic source, KubernetesTrafficSpec traffic, PrometheusSpec prometheus) : IMetricSource
    {
        public string Name => source.Name;

        public Task<TrafficSample?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation) => source.ReadAsync(environment, traffic, prometheus, cancellation);

        public void PassOver(EnvironmentKey environment) => source._tallies.GetOrAdd(environment, _ => new Tally()).PassOver(source._time.GetUtcNow());
    }
}
