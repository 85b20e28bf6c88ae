namespace Slipway.Local.Processes;

/// <param name="Detail">The answer, for people: <c>GET /health: 503</c>.</param>
internal sealed record ProbeAnswer(bool Passed, string Detail);
