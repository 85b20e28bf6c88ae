namespace Slipway.Core.Ports;

/// <summary>A notice on its way to one destination.</summary>
/// <param name="Id">Rises with the notices of the outbox.</param>
/// <param name="Message">The notice.</param>
/// <param name="Time">When what it tells of happened.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="Since">From when on it is pending: when it was handed on, or a person had it tried anew.</param>
/// <param name="Due">Not tried before; of no meaning unless pending.</param>
/// <param name="Error">Why the last try was none; null before one failed.</param>
public sealed record Delivery(
    long Id, string Destination, OutboxMessage Message, DateTimeOffset Time, DeliveryState State, int Attempts, DateTimeOffset Since, DateTimeOffset Due, string? Error);
