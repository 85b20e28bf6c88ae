using Slipway.Core.Analysis;
using Slipway.Core.Analysis.Sequential;

namespace Slipway.Cli.Analyze.Views;

/// <summary>The JSON of the sequential test's result.</summary>
internal sealed record SequentialView(Verdict Verdict, int? RejectedAt, MixtureView Mixture, GridView Grid)
{
    public static SequentialView Of(SequentialResult result) => new(
        result.Verdict,
        result.RejectedAt,
        new MixtureView(AnalysisJson.Finite(result.Mixture.E), AnalysisJson.Finite(result.Mixture.EPlus), result.Mixture.Low, AnalysisJson.Finite(result.Mixture.High)),
        new GridView(AnalysisJson.Finite(result.Grid.E)));
}
