namespace Slipway.Core.Specs.Model;

/// <summary>What the environment's live traffic measures, both sides together, from when the check begins. Exactly one of <see cref="Max"/> and <see cref="Min"/>.</summary>
public sealed record MetricItemCheck : ItemCheck
{
    public const string Kind = "metric";

    public required MetricName Metric { get; init; }

    /// <summary>In the metric's unit: a fraction, milliseconds, or requests per second.</summary>
    public double? Max { get; init; }

    /// <summary>In the metric's unit.</summary>
    public double? Min { get; init; }

    /// <summary>How long it measures; at most 5 minutes.</summary>
    public TimeSpan Over { get; init; } = TimeSpan.FromSeconds(10);

    public override string Name => Kind;
}
