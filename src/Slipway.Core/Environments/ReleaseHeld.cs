using Slipway.Core.Gates;

namespace Slipway.Core.Environments;

/// <summary>A release may not be deployed here until somebody lifts it.</summary>
public sealed record ReleaseHeld(ReleaseHold Hold) : EnvironmentEvent;
