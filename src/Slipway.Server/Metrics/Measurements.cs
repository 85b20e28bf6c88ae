using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Slipway.Server.Metrics;

/// <summary>Listens to the instruments of one server, keeps what they say, and writes it as a page in Prometheus' text format 0.0.4. Thread-safe.</summary>
internal sealed partial class Measurements : IDisposable
{
    /// <summary>Those of this program.</summary>
    public const string Meter = "Slipway";

    /// <summary>Where an instrument names no bounds of its own; in seconds they suit requests.</summary>
    private static readonly double[] UsualBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Declared by .NET as a counter, though it falls.</summary>
    private const string QueueLength = "dotnet.thread_pool.queue.length";

    /// <summary>What .NET tells of the whole process, as far as somebody would look at it.</summary>
    private static readonly string[] OfRuntime =
    [
        "dotnet.process.cpu.time", "dotnet.process.memory.working_set", "dotnet.gc.pause.time", "dotnet.gc.heap.total_allocated",
        QueueLength, "dotnet.exceptions",
    ];

    private readonly IMeterFactory _meters;
    private readonly ILogger<Measurements> _logger;
    private readonly MeterListener _listener = new();
    private readonly Lock _page = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <param name="meters">Whose meters are this server's: there may be another one in the process.</param>
    public Measurements(IMeterFactory meters, ILogger<Measurements> logger)
    {
        (_meters, _logger) = (meters, logger);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsChosen(instrument))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Record(value, tags));
        _listener.Start();
    }

    /// <summary>All that there is now. One page at a time.</summary>
    public string Write()
    {
        lock (_page)
        {
            var families = Families();
            families.ForEach(static family => family.Begin());
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException faults)
            {
                // What the others told is worth reading all the same.
                LogFault(faults);
            }

            var page = new StringBuilder();
            foreach (var family in Families())
                family.Write(page);
            return page.ToString();
        }
    }

    public static MetricType TypeOf(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        if (kind == typeof(Histogram<>))
            return MetricType.Histogram;
        return (kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>)) && instrument.Name != QueueLength ? MetricType.Counter : MetricType.Gauge;
    }

    public void Dispose() => _listener.Dispose();

    private bool IsChosen(Instrument instrument) => instrument.Meter.Name switch
    {
        Meter => instrument.Meter.Scope == _meters,
        "Microsoft.AspNetCore.Hosting" => instrument.Meter.Scope == _meters && instrument.Name == "http.server.request.duration",
        "System.Runtime" => OfRuntime.Contains(instrument.Name),
        _ => false,
    };

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var type = TypeOf(instrument);
        var name = PrometheusName.Of(instrument, type);
        lock (_gate)
        {
            if (_families.TryGetValue(name, out var known))
                return known;
            return _families[name] = new MetricFamily(name, type, instrument.Description ?? "", Maker(instrument), instrument.IsObservable, LogFull);
        }
    }

    private static Func<Series> Maker(Instrument instrument)
    {
        var kind = instrument.GetType().GetGenericTypeDefinition();
        if (kind == typeof(Histogram<>))
        {
            var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? UsualBounds;
            return () => new HistogramSeries(bounds);
        }

        return kind == typeof(Counter<>) || kind == typeof(UpDownCounter<>) ? static () => new SumSeries() : static () => new LastSeries();
    }

    private List<MetricFamily> Families()
    {
        lock (_gate)
            return [.. _families.Values];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The metric {Metric} has more series than are kept; the others are counted in one that is labelled otel_metric_overflow")]
    private partial void LogFull(string metric);

    [LoggerMessage(Level = LogLevel.Error, Message = "A metric could not be read")]
    private partial void LogFault(Exception faults);
}
