namespace Slipway.Contracts.Views;

/// <summary>What a deploy would do.</summary>
public sealed record PlanView
{
    /// <summary>The same for the same spec, release and present state.</summary>
    public required string Digest { get; init; }

    public required string App { get; init; }
    public required string Environment { get; init; }
    public required string Version { get; init; }
    public string? FromVersion { get; init; }

    /// <summary>The key in the spec: <c>canary</c>, <c>blueGreen</c> or <c>rolling</c>.</summary>
    public required string Strategy { get; init; }

    public required IReadOnlyList<PlanStepView> Steps { get; init; }

    /// <summary>What the judge can see of it at the present traffic; null where nothing is judged beside an old version, or no traffic was measured.</summary>
    public PlanForesightView? Foresight { get; init; }

    /// <summary>What would stand in the way, or surprise.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
