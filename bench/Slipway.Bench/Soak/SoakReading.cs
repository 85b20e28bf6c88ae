namespace Slipway.Bench.Soak;

/// <summary>What one minute of the soak came to.</summary>
/// <param name="Minute">Of wall time since the start.</param>
/// <param name="SimulatedDays">Since the start.</param>
/// <param name="HeapMb">Managed heap after a full collection.</param>
/// <param name="WorkingSetMb">Of the whole process, right after it.</param>
/// <param name="StoreMb">The database with its log.</param>
/// <param name="Rollouts">That have ended since the start.</param>
/// <param name="Events">Position of the last event.</param>
/// <param name="FirstEvent">Position of the first one that is still kept.</param>
public sealed record SoakReading(
    double Minute, double SimulatedDays, double HeapMb, double WorkingSetMb, double StoreMb, int Rollouts, long Events, long FirstEvent);
