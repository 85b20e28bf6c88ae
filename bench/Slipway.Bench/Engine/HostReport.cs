namespace Slipway.Bench.Engine;

/// <summary>What a process found. Times in seconds, memory in bytes; what was not measured is 0 or empty.</summary>
public sealed record HostReport
{
    /// <summary>From the instant that a step's end was due to the start of the effect that it brings.</summary>
    public IReadOnlyList<double> Lateness { get; init; } = [];

    /// <summary>From an effect that is done to the start of the next, where nothing is waited for.</summary>
    public IReadOnlyList<double> Overhead { get; init; } = [];

    /// <summary>The most at any second.</summary>
    public long WorkingSet { get; init; }

    /// <summary>Live and dead objects; the most at any second.</summary>
    public long ManagedHeap { get; init; }

    /// <summary>What is left of it after a full collection at the end.</summary>
    public long LiveHeap { get; init; }

    /// <summary>Of the processor, 1 for one core.</summary>
    public double Cores { get; init; }

    public double AppendsPerSecond { get; init; }

    /// <summary>Looks at target, router and metrics.</summary>
    public double LooksPerSecond { get; init; }

    /// <summary>From the process's start until the store was open.</summary>
    public double OpenedAfter { get; init; }

    /// <summary>From the process's start until every live rollout was looked at again.</summary>
    public double DrivenAfter { get; init; }

    /// <summary>From the process's start until the history of every live rollout was read and judged; 0 where it never was.</summary>
    public double JudgedAfter { get; init; }

    /// <summary>The processor's time until <see cref="DrivenAfter"/>.</summary>
    public double DrivenCost { get; init; }

    /// <summary>What went wrong; empty when nothing did.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
