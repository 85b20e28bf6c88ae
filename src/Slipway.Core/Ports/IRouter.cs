using Slipway.Core.Gates.Stops;
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
    /// <exception cref="PortUnavailableException">Nobody can tell now: also while a maintenance page hides it.</exception>
    Task<TrafficSplit?> ReadAsync(EnvironmentKey environment, CancellationToken cancellation);

    /// <summary>Why a maintenance page could not be shown in place of the environment's versions, with what to do. Changes nothing. Empty: it could.</summary>
    /// <exception cref="PortUnavailableException">Nobody can tell now.</exception>
    Task<IReadOnlyList<string>> CheckMaintenanceAsync(MaintenancePage page, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([$"the {Name} router has no maintenance page"]);

    /// <summary>
    /// Shows the page in place of both sides, or takes down what was shown for this very stop, and returns when every request finds it so.
    /// The split stays beneath it as it is. It needs no fence of a rollout, so that it works in the middle of one; done twice it is the same.
    /// </summary>
    /// <param name="stop">The stop's number. Once its page was taken down, it can be shown no more: an order of it comes late.</param>
    /// <exception cref="StaleFenceException">The stop's page was taken down, or a later stop has one.</exception>
    /// <exception cref="PortUnavailableException">It failed or its outcome is unknown.</exception>
    Task ShowMaintenanceAsync(MaintenancePage page, int stop, bool shown, CancellationToken cancellation) =>
        throw new PortUnavailableException($"the {Name} router has no maintenance page");
}
