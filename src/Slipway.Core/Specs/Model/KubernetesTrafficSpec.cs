using System.Text.Json.Serialization;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Model;

/// <summary>
/// What splits requests in a Kubernetes cluster. Each side has a Service of its own, <c>SERVICE-blue</c> and <c>SERVICE-green</c>,
/// made from the app's Service; where the sides have namespaces of their own, each has the app's Service itself.
/// </summary>
public abstract record KubernetesTrafficSpec : TrafficSpec
{
    /// <summary>What this kind of router counts by itself, with no address; null where it depends on who serves it.</summary>
    [JsonIgnore]
    public virtual PrometheusSpec? OwnMetrics => null;

    /// <summary>The app's Service.</summary>
    public required string Service { get; init; }

    /// <summary>The Service that serves the page of <c>slipway stop --maintenance-page</c>, in the namespace of the app's; null: there is no page.</summary>
    public string? MaintenancePage { get; init; }

    /// <summary>As the target's, from which it is filled.</summary>
    public string? Context { get; init; }

    /// <summary>Where each side's Service is. Filled from the target where the spec does not say it; the router's own object is in that of blue, unless it is written <c>NAMESPACE/NAME</c>.</summary>
    public PerSlot<string>? Namespaces { get; init; }
}
