namespace Slipway.Server.Hosting;

/// <summary>What a server removes by itself.</summary>
/// <param name="Keep">Events, rollouts and notices are kept for so long.</param>
/// <param name="KeepEvidence">Measurements of ended rollouts are kept for so long; at most <paramref name="Keep"/>.</param>
/// <param name="Archive">Folder that gets the removed events, absolute; null: they are gone.</param>
public sealed record RetentionOptions(TimeSpan Keep, TimeSpan KeepEvidence, string? Archive);
