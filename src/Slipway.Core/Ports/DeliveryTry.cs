namespace Slipway.Core.Ports;

/// <summary>How a try ended.</summary>
/// <param name="State">What the delivery is after it.</param>
/// <param name="Attempts">Tries so far, this one included.</param>
/// <param name="Due">When it is tried again; of no meaning unless it is pending.</param>
/// <param name="Error">Null when it is delivered.</param>
public sealed record DeliveryTry(DeliveryState State, int Attempts, DateTimeOffset Due, string? Error);
