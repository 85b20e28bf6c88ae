using Slipway.Core.Values;

namespace Slipway.Core.Git.Events;

/// <summary>What it wants does not come, or what runs is not what it wants.</summary>
public sealed record GitObstructed(EnvironmentKey Place, GitObstacle Obstacle) : GitEvent;
