using Slipway.Core.Analysis;
using Slipway.Core.Values;
using Slipway.Local.Gateway;

namespace Slipway.Local.Keeping.Calls;

/// <summary>A sample on its way to another server.</summary>
internal sealed record SampleAnswer(DateTimeOffset At, PerSlot<SideCounts> Sides)
{
    public static SampleAnswer Of(TrafficSample sample) =>
        new(sample.At, new(SideCounts.Of(sample.Counters.Blue), SideCounts.Of(sample.Counters.Green)));

    /// <exception cref="InvalidDataException">The counts make no sense.</exception>
    public TrafficSample ToSample() => new(At, new(Sides.Blue.ToCounters(), Sides.Green.ToCounters()));
}
