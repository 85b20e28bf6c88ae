namespace Slipway.Core.Git.Events;

/// <summary>What happened between a repository and this store. Each repository has a stream of its own.</summary>
public abstract record GitEvent;
