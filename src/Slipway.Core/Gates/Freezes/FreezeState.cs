using Slipway.Core.Gates.Stops;

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

    /// <summary>Emergency stops that there ever were; the number in their ids.</summary>
    public int StopCount { get; init; }

    /// <summary>Those that are not over, oldest first.</summary>
    public IReadOnlyList<Stop> Stops { get; init; } = [];

    /// <param name="version">The event's place in its stream.</param>
    public FreezeState Apply(FreezeEvent e, int version) => e switch
    {
        FreezeSet set => this with { Version = version, Count = Count + 1, Freezes = [.. Freezes, set.Freeze] },
        FreezeLifted lifted => this with { Version = version, Freezes = [.. Freezes.Where(f => f.Id != lifted.Id)] },
        StopBegun begun => this with { Version = version, StopCount = StopCount + 1, Stops = [.. Stops, begun.Stop] },
        StopProgressed progressed => Changed(version, progressed.Id, stop => After(stop, progressed)),
        StopLifted lifted => Changed(version, lifted.Id, stop => stop with { Phase = StopPhase.Resuming, Trouble = null }),
        FreezesCarried carried => new FreezeState(version, carried.Count, carried.Freezes) { StopCount = carried.StopCount, Stops = carried.Stops },
        _ => throw new InvalidOperationException($"Unknown event {e.GetType().Name}"),
    };

    /// <summary>What is over is left out.</summary>
    public FreezesCarried Carry(DateTimeOffset now) => new(Count, [.. Freezes.Where(f => !f.IsOver(now))]) { StopCount = StopCount, Stops = Stops };

    private FreezeState Changed(int version, string id, Func<Stop, Stop?> change) =>
        this with { Version = version, Stops = [.. Stops.Select(stop => stop.Id == id ? change(stop) : stop).OfType<Stop>()] };

    /// <summary>Null: it is over.</summary>
    private static Stop? After(Stop stop, StopProgressed e) => e.IsComplete && stop.Phase == StopPhase.Resuming ? null : stop with
    {
        Phase = e.IsComplete ? StopPhase.Standing : stop.Phase,
        Done = [.. stop.Done, .. e.Done],
        Trouble = e.Trouble,
        Stopped = [.. stop.Stopped, .. e.Stopped],
        Started = [.. stop.Started, .. e.Started],
    };
}
