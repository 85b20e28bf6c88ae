namespace Slipway.Core.Git.Events;

/// <summary>Somebody says that there may be something new: it is looked at once.</summary>
public sealed record GitAsked : GitEvent;
