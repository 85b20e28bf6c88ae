using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Script;

/// <summary>A version that is to be brought out, and what is done on the way.</summary>
/// <param name="Version">Each order has one of its own.</param>
/// <param name="After">From its acceptance to <paramref name="Intervention"/>.</param>
public sealed record Order(Place Place, string Version, Behaviour Behaviour, Intervention Intervention, TimeSpan After);
