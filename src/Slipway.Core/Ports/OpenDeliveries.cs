namespace Slipway.Core.Ports;

/// <summary>How many deliveries are not done.</summary>
/// <param name="Pending">To be tried, for the first time or again.</param>
/// <param name="Dead">Given up.</param>
public sealed record OpenDeliveries(int Pending, int Dead);
