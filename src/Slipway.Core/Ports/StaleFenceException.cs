namespace Slipway.Core.Ports;

/// <summary>An effect or append was refused: another owner with a higher fencing token has been seen. The sender must stop.</summary>
public sealed class StaleFenceException(string message) : Exception(message);
