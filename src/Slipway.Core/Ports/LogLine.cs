namespace Slipway.Core.Ports;

/// <summary>A line that an instance printed.</summary>
public sealed record LogLine(string Instance, string Text);
