using Slipway.Contracts.Views;
using Slipway.Core.Analysis;

namespace Slipway.Server.Api.Views;

/// <summary>Verdicts and findings. Pure.</summary>
internal static class EvaluationViews
{
    public static VerdictView Of(Evaluation evaluation) =>
        new(Of(evaluation.Verdict), evaluation.Sentence, [.. evaluation.Findings.Select(Of)]);

    public static FindingView Of(Finding finding) => new(
        finding.Rule, Of(finding.Verdict), finding.Sentence, Finite(finding.Candidate), Finite(finding.Stable), finding.Requests)
    {
        Numbers = finding.Numbers.ToDictionary(number => number.Name, number => number.Value),
    };

    private static VerdictKind Of(Verdict verdict) => verdict switch
    {
        Verdict.Pass => VerdictKind.Pass,
        Verdict.Fail => VerdictKind.Fail,
        Verdict.Inconclusive => VerdictKind.Inconclusive,
        _ => VerdictKind.InsufficientData,
    };

    // JSON has no NaN.
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
