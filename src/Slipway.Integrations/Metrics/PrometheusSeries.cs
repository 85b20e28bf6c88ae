namespace Slipway.Integrations.Metrics;

/// <summary>One value of an answer.</summary>
/// <param name="Key">All labels but <c>le</c>, in order: what names the series.</param>
/// <param name="Metric">The metric's name; empty where the question left it out.</param>
/// <param name="Bound">The label <c>le</c>; null where there is none.</param>
public sealed record PrometheusSeries(string Key, string Metric, double? Bound, double Value);
