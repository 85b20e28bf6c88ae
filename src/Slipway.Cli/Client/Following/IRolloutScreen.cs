using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>A way to show a rollout while it runs.</summary>
internal interface IRolloutScreen
{
    /// <summary>Shows each sighting until the rollout is decided or they end.</summary>
    /// <returns>The last view; null when there was none.</returns>
    Task<RolloutView?> ShowAsync(IAsyncEnumerable<Sighting> sightings, CancellationToken cancellation);
}
