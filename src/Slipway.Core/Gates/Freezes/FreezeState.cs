namespace Slipway.Core.Gates.Freezes;

/// <summary>The freezes that were not lifted. A fold of their events.</summary>
/// <param name="Version">Of the last event that was folded.</param>
/// <param name="Count">Freezes that there ever were; the number in their ids.</param>
/// <param name="Freezes">Oldest first; some may be over.</param>
public sealed record FreezeState(int Version, int Count, IReadOnlyList<Freeze> Freezes)
{
    /// <summary>Freezes that may stand at once.</summary>
    public const int MaxFreezes = 1000;

    public static FreezeState None { get; } = new(0, 0, []);

    /// <param name="version">The event's place in its stream.</param>
    public FreezeState Apply(FreezeEvent e, int version) => e switch
    {
        FreezeSet set => new FreezeState(version, Count + 1, [.. Freezes, set.Freeze]),
        FreezeLifted lifted => new FreezeState(version, Count, [.. Freezes.Where(f => f.Id != lifted.Id)]),
        FreezesCarried carried => new FreezeState(version, carried.Count, carried.Freezes),
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    /// <summary>What is over is left out.</summary>
    public FreezesCarried Carry(DateTimeOffset now) => new(Count, [.. Freezes.Where(f => !f.IsOver(now))]);
}
