namespace Slipway.Core.Ports;

/// <summary>What a check of an item found.</summary>
/// <param name="Detail">What was seen, for people, with the limit where there is one: <c>GET https://…: 503</c>. It is kept as evidence.</param>
public sealed record ItemFinding(bool Passed, string Detail);
