using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>An item of <c>analysis</c> as written: a limit with its units, or one of the judges with keys of their own.</summary>
internal sealed record RuleDraft
{
    /// <summary>Null where the item is a limit.</summary>
    public JudgeSpec? Judge { get; init; }

    public MetricName Metric { get; init; }

    public Limit? Max { get; init; }

    public Limit? Min { get; init; }

    public TimeSpan For { get; init; }

    /// <summary>Empty where <see cref="For"/> is there.</summary>
    public IReadOnlyList<TimeSpan> Windows { get; init; } = [];

    public long MinRequests { get; init; } = new AnalysisRule { Metric = default, For = default }.MinRequests;
}
