using Slipway.Core.Analysis;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Integrations.Checks;

/// <summary>Items that the environment's own traffic answers: counted over a time, both sides together.</summary>
/// <param name="sources">Not the adapters, which have the items' checks among them.</param>
public sealed class MetricItemRunner(IEnumerable<IMetricSource> sources, TimeProvider time) : IItemCheck
{
    public string Name => MetricItemCheck.Kind;

    public async Task<ItemFinding> RunAsync(ItemCheck check, ItemContext context, CancellationToken cancellation)
    {
        var metric = (MetricItemCheck)check;
        try
        {
            if (context.Spec.Traffic is not { } traffic || sources.FirstOrDefault(s => s.Name == traffic.Name)?.For(traffic) is not { } source || await source.ReadAsync(context.Environment, cancellation) is not { } first)
                return new ItemFinding(false, "no data: nothing measures the traffic here");
            await Task.Delay(metric.Over, time, cancellation);
            return await source.ReadAsync(context.Environment, cancellation) is { } last && last.At > first.At
                ? Judged(metric, Total(first, last), (last.At - first.At).TotalSeconds)
                : new ItemFinding(false, "no data: nothing was measured in that time");
        }
        catch (PortUnavailableException e)
        {
            return new ItemFinding(false, $"no data: {e.Message}");
        }
    }

    private static Counters Total(TrafficSample first, TrafficSample last) =>
        Slots.All.Select(slot => last.Counters[slot].Since(first.Counters[slot])).Aggregate((one, other) => one.Plus(other));

    private static ItemFinding Judged(MetricItemCheck metric, Counters counters, double seconds)
    {
        var reading = MetricReading.Of(metric.Metric, counters, seconds, metric.Max, metric.Min);
        return new ItemFinding(reading.IsWithin, reading.Sentence);
    }
}
