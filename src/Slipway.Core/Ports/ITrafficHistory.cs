using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>
/// The requests and errors of each environment, minute by minute and later hour by hour, also while no rollout is under way.
/// One server writes; any may read.
/// </summary>
public interface ITrafficHistory
{
    /// <summary>Adds to what is there of these minutes, all or nothing. A minute of an environment is named once.</summary>
    Task AddTrafficAsync(IReadOnlyList<TrafficPeriod> minutes, CancellationToken cancellation);

    /// <summary>The periods that end after <paramref name="since"/>, oldest first, none overlapping. Bounded by what is kept: about 5,000.</summary>
    Task<IReadOnlyList<TrafficPeriod>> ReadTrafficAsync(EnvironmentKey environment, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Puts the minutes of the oldest hour that ended at or before an instant together, in all environments: one hour in one transaction.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> FoldTrafficAsync(DateTimeOffset before, CancellationToken cancellation);

    /// <summary>Removes periods that began before an instant, the oldest first.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/> when no more are left.</returns>
    Task<int> RemoveTrafficAsync(DateTimeOffset before, int limit, CancellationToken cancellation);
}
