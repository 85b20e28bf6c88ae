namespace Slipway.Contracts.Views;

/// <summary>What a plan can see at the present traffic, before it is carried out.</summary>
public sealed record PlanForesightView
{
    /// <summary>Requests per second of the environment that it was computed for.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>What the old version is taken to fail: a fraction.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>Seconds that the two were measured over; null where a person gave them.</summary>
    public double? MeasuredSeconds { get; init; }

    /// <summary>One for each observation beside the old version, in their order.</summary>
    public required IReadOnlyList<SightView> Sights { get; init; }

    /// <summary>At most so often is a version taken back that is not worse: a fraction.</summary>
    public required double FalseRollback { get; init; }

    /// <summary>Requests that a version with twice the error rate gets until it is found, on average; null where it is not found before it has all traffic.</summary>
    public double? ExposedRequests { get; init; }

    /// <summary>Seconds for which the first weight must be observed to find twice the error rate there; null where 30 days are not enough, or nothing fails now.</summary>
    public double? NeededSeconds { get; init; }
}
