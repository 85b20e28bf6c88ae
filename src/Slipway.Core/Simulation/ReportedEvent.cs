namespace Slipway.Core.Simulation;

/// <param name="Text">In words.</param>
public sealed record ReportedEvent(DateTimeOffset At, string Type, string Actor, string Text);
