using Slipway.Core.Analysis;
using Slipway.Core.Values;

namespace Slipway.Testing.Simulation.World;

/// <summary>The requests of an environment's users, as its gateways count them.</summary>
internal sealed class Traffic(DateTimeOffset start)
{
    private const double RequestsPerSecond = 100;

    private readonly double[] _requests = new double[2];
    private readonly double[] _errors = new double[2];
    private DateTimeOffset _countedAt = start;

    /// <summary>Until then there are none.</summary>
    public DateTimeOffset SilentUntil { get; set; }

    /// <summary>Counts what came since the last time, under one split all the while.</summary>
    public void CountUntil(DateTimeOffset now, TrafficSplit split, Func<Slot, Character> characters)
    {
        var from = SilentUntil > _countedAt ? SilentUntil : _countedAt;
        foreach (var slot in Slots.All)
        {
            var requests = RequestsPerSecond * split[slot].Fraction * Math.Max(0, (now - from).TotalSeconds);
            _requests[(int)slot] += requests;
            _errors[(int)slot] += requests * characters(slot).ErrorRate;
        }

        _countedAt = now;
    }

    public void Reset()
    {
        Array.Clear(_requests);
        Array.Clear(_errors);
    }

    public PerSlot<Counters> Read() => new(Of(Slot.Blue), Of(Slot.Green));

    private Counters Of(Slot slot) => new((long)_requests[(int)slot], (long)_errors[(int)slot], LatencyHistogram.Empty);
}
