using System.Diagnostics.Metrics;
using System.Globalization;

namespace Slipway.Testing;

/// <summary>A meter of its own and what its instruments said, by name and labels: <c>slipway.rollouts.ended{app=shop,outcome=failed}</c>.</summary>
public sealed class Figures : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<double>> _said = [];

    public Figures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public Meter Meter { get; } = new("Slipway");

    /// <summary>What a counter has come to; null where it said nothing.</summary>
    public double? Sum(string series) => Said(series)?.Sum();

    /// <summary>What a gauge says now; null where it says nothing.</summary>
    public double? Now(string series)
    {
        lock (_gate)
            _said.Remove(series);
        _listener.RecordObservableInstruments();
        return Said(series)?[^1];
    }

    /// <summary>All that was recorded; null where nothing was.</summary>
    public IReadOnlyList<double>? Said(string series)
    {
        lock (_gate)
            return _said.TryGetValue(series, out var values) ? [.. values] : null;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Meter.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<string>();
        foreach (var (name, label) in tags)
            labels.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={label}"));
        var series = labels.Count == 0 ? instrument.Name : $"{instrument.Name}{{{string.Join(',', labels)}}}";
        lock (_gate)
        {
            if (!_said.TryGetValue(series, out var values))
                _said[series] = values = [];
            values.Add(value);
        }
    }
}
