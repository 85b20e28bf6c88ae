using Slipway.Bench.Judge.Sampling;

namespace Slipway.Bench.Judge.Pairs;

/// <summary>
/// What moves both sides alike: over a day traffic and error rate swing by half, latencies by a fifth, each from an hour of its
/// own; about once an hour something that both need fails for one to five minutes, with twenty times the errors at twice the latency.
/// </summary>
public sealed class SharedDrift(Chance chance)
{
    private const double DayMinutes = 24 * 60;
    private const double BurstChanceAMinute = 1.0 / 60;
    private const int MaxBurstMinutes = 5;

    private readonly double _trafficPhase = chance.Uniform();
    private readonly double _errorPhase = chance.Uniform();
    private readonly double _latencyPhase = chance.Uniform();
    private int _burstUntil;

    /// <summary>The factors of a minute.</summary>
    public (double Traffic, double Errors, double Latency) At(int minute)
    {
        if (minute > _burstUntil && chance.Uniform() < BurstChanceAMinute)
            _burstUntil = minute + (int)(chance.Uniform() * MaxBurstMinutes);
        var bursts = minute <= _burstUntil;
        return (
            1 + (0.5 * Swing(minute, _trafficPhase)),
            (1 + (0.5 * Swing(minute, _errorPhase))) * (bursts ? 20 : 1),
            (1 + (0.2 * Swing(minute, _latencyPhase))) * (bursts ? 2 : 1));
    }

    private static double Swing(int minute, double phase) => Math.Sin(2 * Math.PI * ((minute / DayMinutes) + phase));
}
