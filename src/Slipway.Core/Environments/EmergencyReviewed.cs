namespace Slipway.Core.Environments;

/// <summary>Somebody looked at what was done in an emergency.</summary>
public sealed record EmergencyReviewed(string Rollout, string Note) : EnvironmentEvent;
