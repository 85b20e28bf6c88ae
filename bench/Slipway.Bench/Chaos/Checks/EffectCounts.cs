namespace Slipway.Bench.Chaos.Checks;

/// <summary>What the record tells of effects.</summary>
/// <param name="Begun">Beginnings, repetitions included.</param>
/// <param name="Again">Begun anew by another server, or another life of one, because their end was not known.</param>
/// <param name="TakenOver">Rollouts that went on under another server: how often.</param>
public sealed record EffectCounts(int Begun, int Again, int TakenOver)
{
    public static EffectCounts operator +(EffectCounts a, EffectCounts b) => new(a.Begun + b.Begun, a.Again + b.Again, a.TakenOver + b.TakenOver);
}
