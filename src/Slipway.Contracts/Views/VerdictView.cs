namespace Slipway.Contracts.Views;

/// <summary>The verdict over all rules, with what each found.</summary>
/// <param name="Sentence">What decided.</param>
public sealed record VerdictView(VerdictKind Verdict, string Sentence, IReadOnlyList<FindingView> Findings);
