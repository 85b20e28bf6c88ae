using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>An analysis rule as written, with the units of its limits.</summary>
internal sealed record RuleDraft
{
    public MetricName Metric { get; init; }

    public Limit? Max { get; init; }

    public Limit? Min { get; init; }

    public TimeSpan For { get; init; }

    public long MinRequests { get; init; } = new AnalysisRule { Metric = default, For = default }.MinRequests;
}
