namespace Slipway.Contracts.Views;

/// <summary>A gate that stands between a rollout and its next change.</summary>
/// <param name="Gate"><c>start</c>, <c>window</c>, <c>freeze</c>, <c>budget</c>, <c>approval</c>, <c>checklist</c>, <c>confirm</c> or <c>wait</c>.</param>
/// <param name="Sentence">What it waits for.</param>
/// <param name="Who">Who can clear it, and how; null when only time can.</param>
/// <param name="Earliest">When it may clear by itself; null when somebody has to do something.</param>
public sealed record BlockerView(string Gate, string Sentence, string? Who, DateTimeOffset? Earliest);
