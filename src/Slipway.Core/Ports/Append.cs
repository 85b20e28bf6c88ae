using Slipway.Core.Values;

namespace Slipway.Core.Ports;

/// <summary>Everything that one transaction writes.</summary>
/// <param name="Streams">Events by stream; at least one stream, each with at least one event.</param>
/// <param name="Time">When, as the writer's clock has it.</param>
/// <param name="Actor">Who, and from where.</param>
/// <param name="Lease">The lease under which the engine writes; null for a person's command, which the stream versions guard.</param>
/// <param name="Row">The rollout's row as it is after these events; null when no rollout is concerned.</param>
public sealed record Append(
    IReadOnlyList<StreamAppend> Streams, DateTimeOffset Time, Actor Actor, Lease? Lease, RolloutRow? Row, IReadOnlyList<OutboxMessage> Outbox)
{
    /// <summary>The row of another rollout that these events change as well: the one whose place the first takes.</summary>
    public RolloutRow? ReplacedRow { get; init; }
}
