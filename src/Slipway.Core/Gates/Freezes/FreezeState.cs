namespace Slipway.Core.Gates.Freezes;

/// <summary>The freezes that were not lifted. A fold of their events.</summary>
/// <param name="Version">Events folded so far.</param>
/// <param name="Count">Freezes that there ever were; the number in their ids.</param>
/// <param name="Freezes">Oldest first; some may be over.</param>
public sealed record FreezeState(int Version, int Count, IReadOnlyList<Freeze> Freezes)
{
    /// <summary>Freezes that may stand at once.</summary>
    public const int MaxFreezes = 1000;

    public static FreezeState None { get; } = new(0, 0, []);

    public FreezeState Apply(FreezeEvent e) => e switch
    {
        FreezeSet set => new FreezeState(Version + 1, Count + 1, [.. Freezes, set.Freeze]),
        FreezeLifted lifted => new FreezeState(Version + 1, Count, [.. Freezes.Where(f => f.Id != lifted.Id)]),
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };
}
