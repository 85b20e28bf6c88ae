using Slipway.Bench.Chaos.World;

namespace Slipway.Bench.Chaos.Faults;

/// <summary>A fault that was injected.</summary>
/// <param name="Victim">What it hit, for people.</param>
/// <param name="At">When it was there.</param>
/// <param name="Until">When it was over; null where the system itself has to mend it.</param>
/// <param name="Process">The process that it hit; 0 where it hit none.</param>
/// <param name="Place">The environment that it hit; null where it hit the control plane.</param>
/// <param name="Slot">Of an instance: its side.</param>
/// <param name="Version">Of an instance.</param>
public sealed record Fault(
    FaultKind Kind, string Victim, DateTimeOffset At, DateTimeOffset? Until, int Process = 0, Place? Place = null, string? Slot = null, string? Version = null)
{
    /// <summary>A server that is hit so, for long enough, loses its rollouts to the others.</summary>
    public bool TakesServerOut => Kind is FaultKind.ServerKilled or FaultKind.ServerFrozen or FaultKind.ServerRestarted
        or FaultKind.DatabaseCutOff or FaultKind.DatabaseSilent;
}
