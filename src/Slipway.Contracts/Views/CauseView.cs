namespace Slipway.Contracts.Views;

/// <summary>Why a rollout was taken back or failed.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Evidence">The findings behind it; empty when a person or a failing step decided.</param>
public sealed record CauseView(string Sentence, IReadOnlyList<FindingView> Evidence);
