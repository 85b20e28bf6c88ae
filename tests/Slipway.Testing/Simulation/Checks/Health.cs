using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>When something was wrong with the world, so that nobody can be blamed for being late.</summary>
public sealed class Health
{
    /// <summary>A fault has after-effects: leases run out, tries are repeated.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(20);

    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _troubles = [];

    public void Note(DateTimeOffset now, Fault fault) => _troubles.Add((now, now + Aftermath + (IsAStep(fault.Kind) ? TimeSpan.Zero : fault.For)));

    /// <summary>How much of the time between two instants nothing was wrong.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until)
    {
        var (healthy, at) = (TimeSpan.Zero, from);
        foreach (var trouble in _troubles.Where(t => t.Until > from && t.From < until).OrderBy(t => t.From))
        {
            if (trouble.From > at)
                healthy += trouble.From - at;
            if (trouble.Until > at)
                at = trouble.Until;
        }

        return until > at ? healthy + (until - at) : healthy;
    }

    /// <summary>A clock jumps in an instant: the length is how far.</summary>
    private static bool IsAStep(FaultKind kind) => kind is FaultKind.ClockAhead or FaultKind.ClockBack;
}
