namespace Slipway.Integrations.Metrics;

/// <summary>The counters of one side as Prometheus has them at one instant.</summary>
internal sealed record SideReading(IReadOnlyList<PrometheusSeries> Requests, IReadOnlyList<PrometheusSeries> Errors, IReadOnlyList<PrometheusSeries> Latency)
{
    public const int Questions = 3;

    public IReadOnlyList<PrometheusSeries> this[int question] => question switch { 0 => Requests, 1 => Errors, _ => Latency };
}
