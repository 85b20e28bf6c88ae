namespace Slipway.Core.Environments;

/// <summary>A fact about an environment, stored in its own stream. That stream's version is what makes two deploys at once impossible.</summary>
public abstract record EnvironmentEvent;
