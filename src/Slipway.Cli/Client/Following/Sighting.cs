using Slipway.Contracts.Views;

namespace Slipway.Cli.Client.Following;

/// <summary>What is known of a rollout at one instant.</summary>
/// <param name="View">As last seen; null before the first answer.</param>
/// <param name="Trouble">Why nothing newer can be seen now; null while the server answers.</param>
internal sealed record Sighting(RolloutView? View, string? Trouble);
