namespace Slipway.Core.Ports;

/// <summary>A rollout in a list: a read model, rebuilt from events at any time.</summary>
/// <param name="Id">Also the name of its stream.</param>
/// <param name="Phase">As in the API: <c>running</c>, <c>rolled-back</c>.</param>
/// <param name="Live">True while an engine has to drive it.</param>
/// <param name="Summary">One sentence: what came of it, or where it is.</param>
public sealed record RolloutRow(
    string Id, string App, string Environment, string Version, string? FromVersion, string Kind, string Phase, bool Live,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string By, string Summary);
