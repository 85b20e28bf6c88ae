namespace Slipway.Core.Environments;

/// <summary>What all events before come to, written down so that those may be removed. Changes nothing.</summary>
public sealed record StateCarried(EnvironmentState State) : EnvironmentEvent;
