using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>What stands under <c>metric:</c> of an item; the model has the limit in the metric's unit.</summary>
internal sealed record MetricDraft
{
    public MetricName Name { get; init; }

    public Limit? Max { get; init; }

    public Limit? Min { get; init; }

    public TimeSpan Over { get; init; } = new MetricItemCheck { Metric = default }.Over;
}
