using Slipway.Core.Analysis;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Where measurements of live traffic come from.</summary>
public interface IMetricSource
{
    /// <summary>The kind of traffic spec whose requests it measures: the key in the spec.</summary>
    string Name { get; }

    /// <summary>The source as it is for <paramref name="spec"/>: one that knows by itself where to read is the same for all. Null where nothing is measured.</summary>
    IMetricSource? For(TrafficSpec spec) => this;

    /// <summary>Counters of both sides up to now; null when there is nothing to read from.</summary>
    Task<TrafficSample?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation);

    /// <summary>
    /// Says that a maintenance page answers in place of both sides now: what is counted meanwhile is nobody's. Said again and again while it is so.
    /// Nothing to do for a source that does not count such answers.
    /// </summary>
    void PassOver(EnvironmentKey environment)
    {
    }
}
