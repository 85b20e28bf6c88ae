using Slipway.Bench.Judge.Pairs;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;
using Slipway.Core.Specs.Model;

namespace Slipway.Bench.Judge.Contenders;

/// <summary>Slipway's sequential judge as a spec without a word about analysis has it, but for the warm-up: simulated versions are never cold.</summary>
/// <param name="instances">Of each side, as a spec says.</param>
public sealed class SlipwayDefault(int instances) : IContender
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly SequentialJudge _judge = new(new SequentialSpec { WarmUp = TimeSpan.Zero }, Start, instances);

    public Opinion Look(PairMinute minute)
    {
        var now = Start.AddMinutes(minute.Index);
        _judge.Add(new TrafficChange(now.AddMinutes(-1), now, minute.Candidate, minute.Stable));
        var findings = _judge.Look(now);
        var opinion = Opinion.None;
        if (findings[0].Verdict == Verdict.Fail)
            opinion |= Opinion.Errors;
        if (findings[1].Verdict == Verdict.Fail)
            opinion |= IsSevere(findings[1]) ? Opinion.SevereLatency : Opinion.Latency;
        return findings.All(finding => finding.Verdict == Verdict.Pass) ? Opinion.NoWorse : opinion;
    }

    private static bool IsSevere(Finding finding)
    {
        double Value(string name) => finding.Numbers.First(number => number.Name == name).Value;
        return Value("logESevere") >= Math.Log(Value("limit"));
    }
}
