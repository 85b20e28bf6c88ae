namespace Slipway.Server.Metrics;

/// <summary>As Prometheus knows them.</summary>
internal enum MetricType
{
    /// <summary>Rises, and is 0 again after a start.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>How many values are at most how large.</summary>
    Histogram,
}
