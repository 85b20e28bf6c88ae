using Slipway.Core.Gates.Freezes;

namespace Slipway.Core.Gates.Stops;

/// <summary>Something more was held still, or undone.</summary>
/// <param name="Done">A sentence each.</param>
/// <param name="Trouble">What could not be done; null: nothing.</param>
/// <param name="Stopped">Workloads that are about to be stopped.</param>
/// <param name="IsComplete">Whether that was all: it stands, or, being undone, is over.</param>
public sealed record StopProgressed(string Id, IReadOnlyList<string> Done, string? Trouble, IReadOnlyList<StoppedWorkload> Stopped, bool IsComplete) : FreezeEvent
{
    /// <summary>Workloads that were started again.</summary>
    public IReadOnlyList<StoppedWorkload> Started { get; init; } = [];
}
