namespace Slipway.Core.Ports;

/// <summary>A notice in the outbox, with its row's number.</summary>
public sealed record PendingMessage(long Id, OutboxMessage Message, DateTimeOffset Time);
