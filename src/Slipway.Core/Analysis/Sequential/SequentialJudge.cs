using Slipway.Core.Specs.Model;

namespace Slipway.Core.Analysis.Sequential;

/// <summary>
/// Judges a candidate against all of stable at every look, whatever their number, and is wrong about a version that is not
/// worse with a chance of at most α over all its metrics together. A finding for each metric.
/// </summary>
/// <remarks>
/// α is divided: four fifths for errors, one tenth for latencies that the blocks confirm, one tenth for severe ones. A metric that
/// is judged alone has all of it. What has failed once stays failed.
/// </remarks>
internal sealed class SequentialJudge : IStreamJudge
{
    private const double ErrorsPart = 0.8;

    /// <summary>The level of the blocks' test, which only confirms: 5 %.</summary>
    private const double ConfirmedAtE = 20;

    /// <summary>An error rate below this is no reason to wait for a comparison: with no error at all, so many requests show it that they would have brought one with a chance of 1 − α.</summary>
    private const double NegligibleErrorRate = 0.001;

    private static readonly TimeSpan Block = TimeSpan.FromMinutes(1);

    private readonly SequentialSpec _spec;
    private readonly DateTimeOffset _exposedSince;
    private readonly DateTimeOffset _warmSince;
    private readonly ErrorRateTest? _errors;
    private readonly LatencyTest? _latency;
    private readonly double _errorLimit;
    private readonly double _latencyLimit;
    private DateTimeOffset? _last;
    private DateTimeOffset _blockSince;
    private Finding? _errorFailure;
    private Finding? _latencyFailure;
    private long _candidateRequests;
    private long _stableRequests;

    /// <param name="spec">Its settings.</param>
    /// <param name="exposedSince">Since when the candidate has had requests: its warm-up begins here.</param>
    /// <param name="instances">Of each side: the more there are, the less the sides differ by them; at least 1.</param>
    public SequentialJudge(SequentialSpec spec, DateTimeOffset exposedSince, int instances = 1)
    {
        _spec = spec;
        (_exposedSince, _warmSince) = (exposedSince, exposedSince + spec.WarmUp);
        var (errors, latency) = (spec.Metrics.Contains(SequentialMetric.ErrorRate), spec.Metrics.Contains(SequentialMetric.Latency));
        (_errorLimit, _latencyLimit) = (ErrorLimit(spec), 1 / (spec.Alpha * (errors ? 1 - ErrorsPart : 1) / 2));
        _errors = errors ? new ErrorRateTest(spec.ErrorTolerance, NoiseOf(spec, instances)) : null;
        _latency = latency ? new LatencyTest(spec.LatencyTolerance) : null;
    }

    /// <summary>By how much the means of two sides of so many instances differ, as the standard deviation of the logarithm of their ratio.</summary>
    public static double NoiseOf(SequentialSpec spec, int instances) => spec.Noise * Math.Sqrt(2.0 / instances);

    /// <summary>The e-value at which errors fail.</summary>
    public static double ErrorLimit(SequentialSpec spec) =>
        1 / (spec.Alpha * (spec.Metrics.Contains(SequentialMetric.Latency) ? ErrorsPart : 1));

    public void Add(TrafficChange change)
    {
        _last = change.To;
        if (change.From < _warmSince)
        {
            _latency?.AddBaseline(change.Stable.Latency);
            _blockSince = change.To;
            return;
        }

        _candidateRequests += change.Candidate.Requests;
        _stableRequests += change.Stable.Requests;
        var turn = Changes.In(change.To - change.From);
        _errors?.Add(change.Candidate, change.Stable, turn);
        _latency?.Add(change.Candidate.Latency, change.Stable.Latency, turn);
        if (_blockSince == default)
            _blockSince = change.From;
        if (change.To - _blockSince >= Block)
        {
            _latency?.Blocks.End(Changes.In(change.To - _blockSince));
            _blockSince = change.To;
        }

        _errorFailure ??= _errors is { } errors && errors.WorseLogE >= Math.Log(_errorLimit) ? Errors(errors, Verdict.Fail) : null;
        _latencyFailure ??= _latency is { } latency && IsSlower(latency) ? Latency(latency, Verdict.Fail) : null;
    }

    public IReadOnlyList<Finding> Look(DateTimeOffset now)
    {
        var findings = new List<Finding>(2);
        if (_errors is { } errors)
            findings.Add(_errorFailure ?? Open(now, ErrorsRule) ?? Errors(errors, ErrorsAreShown(errors) ? Verdict.Pass : Verdict.Inconclusive));
        if (_latency is { } latency)
            findings.Add(_latencyFailure ?? Open(now, LatencyRule) ?? Latency(latency, latency.NotWorseLogE >= Math.Log(1 / _spec.Alpha) ? Verdict.Pass : Verdict.Inconclusive));
        return findings;
    }

    private string ErrorsRule => $"sequential: error rate at most {MetricText.Percent(_spec.ErrorTolerance)} above stable's";

    private string LatencyRule => $"sequential: latency at most {MetricText.Percent(_spec.LatencyTolerance)} above stable's";

    private bool IsSlower(LatencyTest latency) =>
        latency.SevereLogE >= Math.Log(_latencyLimit) || (latency.WorseLogE >= Math.Log(_latencyLimit) && latency.Blocks.E >= ConfirmedAtE);

    private bool ErrorsAreShown(ErrorRateTest errors) =>
        errors.NotWorseLogE >= Math.Log(1 / _spec.Alpha)
        || (errors.Candidate.Errors == 0 && errors.Stable.Errors == 0 && errors.Candidate.Requests >= Math.Log(1 / _spec.Alpha) / NegligibleErrorRate);

    /// <summary>A finding where there is too little to compare; null where there is enough.</summary>
    private Finding? Open(DateTimeOffset now, string rule)
    {
        Finding Too(string why) => new(rule, Verdict.InsufficientData, $"{rule}: {why}", null, null, _candidateRequests)
        {
            // Where nobody uses the service, or stable has no traffic any more, there is nothing that waiting would bring.
            Holds = _stableRequests >= _spec.MinRequests,
        };
        if (_last is not { } last)
            return Too("no measurements yet") with { Holds = now - _exposedSince > TimeSpan.FromSeconds(Judge.NoSampleSeconds) };
        if (now - last > TimeSpan.FromSeconds(Judge.NoSampleSeconds))
            return Too($"no measurements for {MetricText.Time(now - last)}") with { Holds = true };
        if (last < _warmSince)
            return Too($"warming up for another {MetricText.Time(_warmSince - last)}");
        if (_candidateRequests < _spec.MinRequests)
            return Too($"{MetricText.Requests(_candidateRequests)} since the warm-up, {_spec.MinRequests} are needed");
        return _stableRequests == 0 ? Too("stable has had no requests to compare with") : null;
    }

    private Finding Errors(ErrorRateTest errors, Verdict verdict)
    {
        var (candidate, stable) = (errors.Candidate, errors.Stable);
        var numbers = $"error rate {MetricText.Percent(candidate.ErrorRate)} ({candidate.Errors} of {MetricText.Requests(candidate.Requests)}) against stable's {MetricText.Percent(stable.ErrorRate)} ({stable.Errors} of {MetricText.Requests(stable.Requests)})";
        var conclusion = verdict switch
        {
            Verdict.Fail => $"worse, the evidence is {MetricText.Evidence(errors.WorseLogE)} to 1 and {MetricText.Number(_errorLimit)} is enough",
            Verdict.Pass => "no worse than tolerated",
            _ => $"no sign of worse, the evidence is {MetricText.Evidence(errors.WorseLogE)} to 1 and {MetricText.Number(_errorLimit)} would be enough",
        };
        return new Finding(ErrorsRule, verdict, $"{numbers}: {conclusion}", Finite(candidate.ErrorRate), Finite(stable.ErrorRate), candidate.Requests)
        {
            Holds = false,
            Numbers = [new("logE", errors.WorseLogE), new("limit", _errorLimit), new("logENotWorse", errors.NotWorseLogE), new("candidateErrors", candidate.Errors), new("stableErrors", stable.Errors), new("stableRequests", stable.Requests)],
        };
    }

    private Finding Latency(LatencyTest latency, Verdict verdict)
    {
        var severe = latency.SevereLogE >= Math.Log(_latencyLimit);
        var where = $"at stable's p{MetricText.Number(LatencyTest.Quantiles[latency.WorstQuantile] * 100)}";
        var conclusion = verdict switch
        {
            Verdict.Fail when severe => $"far slower, most so {where}: the evidence is {MetricText.Evidence(latency.SevereLogE)} to 1 and {MetricText.Number(_latencyLimit)} is enough",
            Verdict.Fail => $"slower, most so {where}: the evidence is {MetricText.Evidence(latency.WorseLogE)} to 1 and {MetricText.Number(_latencyLimit)} is enough, and {latency.Blocks.Count} minutes confirm it",
            Verdict.Pass => "no slower than tolerated",
            _ when latency.WorseLogE >= Math.Log(_latencyLimit) => $"looks slower, most so {where}, and is not yet confirmed minute by minute ({latency.Blocks.Count} so far)",
            _ => $"no sign of slower, the evidence is {MetricText.Evidence(latency.WorseLogE)} to 1 and {MetricText.Number(_latencyLimit)} would be enough",
        };
        return new Finding(LatencyRule, verdict, $"latency of {MetricText.Requests(latency.Requests)}: {conclusion}", null, null, latency.Requests)
        {
            Holds = false,
            Numbers = [new("logE", latency.WorseLogE), new("logESevere", latency.SevereLogE), new("limit", _latencyLimit), new("eBlocks", latency.Blocks.E), new("blocks", latency.Blocks.Count), new("logENotWorse", latency.NotWorseLogE)],
        };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
