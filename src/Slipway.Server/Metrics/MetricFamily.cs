using System.Text;

namespace Slipway.Server.Metrics;

/// <summary>One metric with all its series. Thread-safe.</summary>
/// <param name="makeSeries">A series with nothing recorded yet.</param>
/// <param name="isObserved">Whether its series are told anew for each page: those that are not told are gone.</param>
/// <param name="tellFull">Called once, when there are more series than are kept.</param>
internal sealed class MetricFamily(string name, MetricType type, string help, Func<Series> makeSeries, bool isObserved, Action<string> tellFull)
{
    /// <summary>Enough for two thousand environments. Label values come from few places, all of them bounded; should one not be, this keeps memory and pages small.</summary>
    public const int MaxSeries = 10_000;

    /// <summary>The labels of the series that takes what has no series of its own, as OpenTelemetry names them.</summary>
    private const string Overflow = "otel_metric_overflow=\"true\"";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private bool _isFull;

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelText.Of(tags);
        var isFirstTooMany = false;
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                if (_series.Count >= MaxSeries)
                {
                    (isFirstTooMany, _isFull, labels) = (!_isFull, true, Overflow);
                    series = _series.GetValueOrDefault(labels);
                }

                series ??= _series[labels] = makeSeries();
            }

            series.Record(value);
        }

        if (isFirstTooMany)
            tellFull(name);
    }

    /// <summary>A page begins.</summary>
    public void Begin()
    {
        if (!isObserved)
            return;
        lock (_gate)
            _series.Clear();
    }

    /// <summary>Nothing where nothing was recorded.</summary>
    public void Write(StringBuilder page)
    {
        lock (_gate)
        {
            if (_series.Count == 0)
                return;
            page.Append("# HELP ").Append(name).Append(' ').Append(help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)).Append('\n');
            page.Append("# TYPE ").Append(name).Append(' ').Append(Word(type)).Append('\n');
            foreach (var (labels, series) in _series)
                series.Write(page, name, labels);
        }
    }

    private static string Word(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Gauge => "gauge",
        _ => "histogram",
    };
}
