namespace Slipway.Core.Environments;

/// <summary>A rollout came here past approvals and windows: it has to be reviewed.</summary>
public sealed record EmergencyBegun(string Rollout) : EnvironmentEvent;
