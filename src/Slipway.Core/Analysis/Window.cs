using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis;

/// <summary>A rule's metric over a stretch of time.</summary>
internal sealed class Window
{
    private readonly AnalysisRule _rule;
    private readonly TrafficSeries _series;
    private readonly int _first;
    private readonly int _last;
    private readonly double _value;

    public Window(AnalysisRule rule, TrafficSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        _rule = rule;
        _series = series;
        Length = to > from ? to - from : TimeSpan.Zero;
        _first = series.IndexAt(from);
        _last = series.IndexAt(to);
        Candidate = to > from ? Counted(series.Candidate) : Counters.Zero;
        _value = MetricValue.Of(rule.Metric, Candidate, Seconds);
    }

    public TimeSpan Length { get; }

    public Counters Candidate { get; }

    public bool IsInside => !(_value > _rule.Max) && !(_value < _rule.Min);

    /// <summary>The time between the two samples that the counts are from.</summary>
    private double Seconds => Length > TimeSpan.Zero ? (_series.TimeOf(_last) - _series.TimeOf(_first)).TotalSeconds : 0;

    /// <summary>Whether there is a value, and enough requests behind it. A request rate needs none: no requests are a rate of 0.</summary>
    public bool IsFair(long minRequests) =>
        !double.IsNaN(_value) && (_rule.Metric == MetricName.RequestRate || Candidate.Requests >= minRequests);

    public Finding Says(Verdict verdict, string conclusion)
    {
        var behind = _rule.Metric == MetricName.ErrorRate
            ? $"{Candidate.Errors} of {MetricText.Requests(Candidate.Requests)}"
            : MetricText.Requests(Candidate.Requests);
        var sentence = $"{_rule.Metric.Label()} {MetricText.Value(_rule.Metric, _value)} over {MetricText.Time(Length)} ({behind}), {MetricText.Limit(_rule)}: {conclusion}";
        var stable = MetricValue.Of(_rule.Metric, Counted(_series.Stable), Seconds);
        return new Finding(MetricText.Rule(_rule), verdict, sentence, _value, double.IsNaN(stable) ? null : stable, Candidate.Requests);
    }

    private Counters Counted(SideSeries side) =>
        _rule.Metric.IsLatency() ? side.Between(_first, _last) : side.Tally(_first, _last);
}
