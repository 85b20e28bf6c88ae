using System.Text.Json.Serialization;

namespace Slipway.Core.Analysis.Kayenta;

/// <summary>What the comparison of one metric came to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KayentaClassification>))]
public enum KayentaClassification
{
    /// <summary>No difference that counts.</summary>
    Pass,

    /// <summary>The candidate is higher, beyond what is allowed.</summary>
    High,

    /// <summary>The candidate is lower, beyond what is allowed.</summary>
    Low,

    /// <summary>An arm has no points, or fewer than the minimum.</summary>
    Nodata,

    /// <summary>As <see cref="Nodata"/>, of a metric that must have data.</summary>
    NodataFailMetric,

    /// <summary>It could not be compared. That fails the whole.</summary>
    Error,
}
