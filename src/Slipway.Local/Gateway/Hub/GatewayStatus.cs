using Slipway.Core.Values;

namespace Slipway.Local.Gateway.Hub;

/// <summary>A gateway process as the control plane knows it.</summary>
/// <param name="Live">It reported within <see cref="GatewayHub.LivenessSeconds"/>, and has not ended.</param>
/// <param name="Report">Its last report, with the error if it has one.</param>
public sealed record GatewayStatus(EnvironmentKey Environment, bool Live, DateTimeOffset Reported, GatewayReport Report);
