namespace Slipway.Core.Git.Events;

/// <summary>It was looked at because somebody asked, and nothing was new.</summary>
public sealed record GitLooked : GitEvent;
