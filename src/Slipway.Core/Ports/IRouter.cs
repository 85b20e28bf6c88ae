using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>What splits an environment's requests between its slots.</summary>
public interface IRouter
{
    /// <summary>The kind of traffic spec that it serves: the key in the spec.</summary>
    string Name { get; }

    /// <summary>The router as it is for <paramref name="spec"/>: one that reaches what it drives by itself is the same for all.</summary>
    IRouter For(TrafficSpec spec) => this;

    /// <summary>Whether the environment's requests could be divided: what it drives is there, leads to the app, and may be changed. Changes nothing. Empty: they could.</summary>
    /// <exception cref="PortUnavailableException">Nobody can tell now.</exception>
    Task<IReadOnlyList<string>> CheckAsync(EnvironmentKey environment, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Makes <paramref name="route"/> what is wanted. In force is only what <see cref="ReadAsync"/> says.</summary>
    /// <exception cref="StaleFenceException">A later order was taken.</exception>
    /// <exception cref="PortUnavailableException">It failed or its outcome is unknown.</exception>
    Task SetAsync(Route route, EffectOrder order, CancellationToken cancellation);

    /// <summary>The split in force, read back from every router process; null while they differ or do not answer.</summary>
    Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation);
}
