using System.Text;
using Slipway.Bench.Judge.Pairs;

namespace Slipway.Bench.Judge.Report;

/// <summary>A scenario's outcome as plain text, for who waits for it.</summary>
public static class OutcomeText
{
    public static string Lines(ScenarioOutcome outcome)
    {
        var text = new StringBuilder().AppendLine($"{outcome.Group.Title()}: {outcome.Name}");
        foreach (var one in outcome.Judges)
        {
            text.AppendLine(
                $"  {one.Judge,-20} {one.Stopped.Percent,7:0.00} % [{one.Stopped.Low:0.00}, {one.Stopped.High:0.00}]  errors {one.ErrorsPercent:0.00}  latency {one.LatencyPercent:0.00}"
                + $"  severe {one.SevereLatencyPercent:0.00}  requests {one.MeanRequests:0}  minutes {one.MeanMinutes:0.0}  satisfied {one.SatisfiedPercent:0.0} % at {one.SatisfiedMinutes:0}");
        }

        return text.ToString();
    }
}
