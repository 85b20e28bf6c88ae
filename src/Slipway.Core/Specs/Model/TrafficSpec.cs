using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>What splits an environment's requests. The key under <c>traffic:</c> names the kind.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(GatewaySpec), GatewaySpec.Kind)]
[JsonDerivedType(typeof(ServiceSpec), ServiceSpec.Kind)]
[JsonDerivedType(typeof(NginxIngressSpec), NginxIngressSpec.Kind)]
[JsonDerivedType(typeof(IstioSpec), IstioSpec.Kind)]
[JsonDerivedType(typeof(GatewayApiSpec), GatewayApiSpec.Kind)]
[JsonDerivedType(typeof(AlbSpec), AlbSpec.Kind)]
[JsonDerivedType(typeof(TraefikSpec), TraefikSpec.Kind)]
public abstract record TrafficSpec
{
    /// <summary>The key in the spec: the name of the adapter that serves it.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>What this kind of router can do.</summary>
    [JsonIgnore]
    public abstract RouterFeatures Features { get; }

    /// <summary>Where its requests are measured; null where it measures them itself, or nothing does.</summary>
    public PrometheusSpec? Prometheus { get; init; }

    /// <summary>Whether there is something to judge a version by.</summary>
    [JsonIgnore]
    public virtual bool IsMeasured => Prometheus is not null;

    /// <summary>The page of an emergency stop that the router sends by itself, from the file that the spec names; null: its own, or none. Read with the spec, and no part of a plan.</summary>
    [JsonIgnore]
    public string? MaintenanceHtml { get; init; }

    /// <summary>How long a side must have been seen without traffic before its instances are stopped.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);
}
