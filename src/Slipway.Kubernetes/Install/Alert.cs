namespace Slipway.Kubernetes.Install;

/// <summary>One alert of Prometheus.</summary>
/// <param name="Expression">In PromQL; there is something wrong while it yields anything.</param>
/// <param name="For">Not before that was so for this time, as Prometheus writes it; null: at once.</param>
/// <param name="Severity"><c>critical</c>: somebody is to look now. <c>warning</c>: today.</param>
/// <param name="Summary">What is wrong and what to do, in Prometheus' template language.</param>
internal sealed record Alert(string Name, string Expression, string? For, string Severity, string Summary);
