using Slipway.Core.Ports;

namespace Slipway.Core.Environments;

/// <summary>What runs as stable is otherwise than it was rolled out, or is as it should be again.</summary>
/// <param name="Drifts">Empty: nothing drifts any more.</param>
/// <param name="Heals">Whether it is being put back.</param>
public sealed record DriftSeen(IReadOnlyList<Drift> Drifts, bool Heals) : EnvironmentEvent;
