using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>A row of <c>deliveries</c> with the notice that it is about.</summary>
internal sealed record DeliveryRecord
{
    public required long Id { get; init; }
    public required string Destination { get; init; }
    public required string Message { get; init; }
    public required string Rollout { get; init; }
    public required string Topic { get; init; }
    public required string Json { get; init; }
    public required string Time { get; init; }
    public required string State { get; init; }
    public required long Attempts { get; init; }
    public required string Since { get; init; }
    public required string Due { get; init; }
    public string? Error { get; init; }

    public Delivery Delivery() => new(
        Id,
        Destination,
        new OutboxMessage(Message, Rollout, Topic, Json),
        StoredInstant.Read(Time),
        Enum.Parse<DeliveryState>(State, ignoreCase: true),
        checked((int)Attempts),
        StoredInstant.Read(Since),
        StoredInstant.Read(Due),
        Error);
}
