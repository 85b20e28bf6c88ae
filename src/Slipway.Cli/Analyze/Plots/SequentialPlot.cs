using Slipway.Cli.Analyze.Files;
using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;

namespace Slipway.Cli.Analyze.Plots;

/// <summary>Draws a sequential test over a file.</summary>
internal static class SequentialPlot
{
    public static SvgPage Draw(SequentialInput input, SequentialResult result)
    {
        var count = input.Observations.Count;
        var page = new SvgPage("Sequential test of the error rate", Says(input, result));
        var points = SequentialAnalysis.LogEvidence(input).Select((logE, index) => (index + 1.0, logE)).ToList();
        var trail = new Trail("errors", "candidate", 1 / input.Alpha, points);
        EvidencePanel.Draw(page, [trail], Axis.Counting(count), "observation", x => $"observation {Figure.Of(x)} of {count}");
        return page;
    }

    private static string Says(SequentialInput input, SequentialResult result) => result.Verdict switch
    {
        Verdict.Fail => $"The candidate is worse: shown by observation {result.RejectedAt + 1} of {input.Observations.Count}.",
        Verdict.Pass => $"The candidate is no worse than tolerated: its error rate is at most {Figure.Of(result.Mixture.High)} times the baseline's.",
        Verdict.InsufficientData => "There is too little to compare.",
        _ => $"Not decided: the ratio of the error rates is between {Figure.Of(result.Mixture.Low)} and {Figure.Of(result.Mixture.High)}.",
    };
}
