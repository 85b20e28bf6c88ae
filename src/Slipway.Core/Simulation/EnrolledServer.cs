using Slipway.Core.Ports;

namespace Slipway.Core.Simulation;

/// <summary>A server in the <see cref="InMemoryStore"/>.</summary>
/// <param name="Expires">The first instant at which it counts as dead.</param>
internal sealed record EnrolledServer(ServerNote Note, DateTimeOffset Expires);
