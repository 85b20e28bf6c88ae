using Slipway.Testing.Simulation.Plans;

namespace Slipway.Testing.Simulation.Checks;

/// <summary>When something was wrong with the world, so that nobody can be blamed for being late.</summary>
public sealed class Health
{
    /// <summary>A fault has after-effects: leases run out, tries are repeated.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(20);

    /// <summary>A server that went on or came back looks at the clock again before this.</summary>
    public static readonly TimeSpan Takeover = TimeSpan.FromSeconds(6);

    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _troubles = [];

    public void Note(DateTimeOffset now, Fault fault) => _troubles.Add((now, now + (IsAStep(fault.Kind) ? TimeSpan.Zero : fault.For)));

    /// <summary>How much of the time between two instants nothing was wrong.</summary>
    /// <param name="aftermath">So long after a fault something still is; null: as long as after-effects last at most.</param>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until, TimeSpan? aftermath = null)
    {
        var after = aftermath ?? Aftermath;
        var (healthy, at) = (TimeSpan.Zero, from);
        foreach (var trouble in _troubles.Select(t => (t.From, Until: t.Until + after)).Where(t => t.Until > from && t.From < until).OrderBy(t => t.From))
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
