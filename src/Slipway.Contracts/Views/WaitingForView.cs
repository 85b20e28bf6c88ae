namespace Slipway.Contracts.Views;

/// <summary>What a rollout waits for.</summary>
/// <param name="Sentence">For people, with what to do.</param>
/// <param name="Who">Who can end the wait; null when it ends by itself.</param>
/// <param name="Until">When it ends by itself at the latest; null when it does not.</param>
public sealed record WaitingForView(string Sentence, string? Who, DateTimeOffset? Until);
