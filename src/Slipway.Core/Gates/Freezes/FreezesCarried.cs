using Slipway.Core.Gates.Stops;

namespace Slipway.Core.Gates.Freezes;

/// <summary>What all events before come to, written down so that those may be removed. Changes nothing.</summary>
/// <param name="Count">Freezes that there ever were.</param>
public sealed record FreezesCarried(int Count, IReadOnlyList<Freeze> Freezes) : FreezeEvent
{
    /// <summary>Emergency stops that there ever were.</summary>
    public int StopCount { get; init; }

    public IReadOnlyList<Stop> Stops { get; init; } = [];
}
