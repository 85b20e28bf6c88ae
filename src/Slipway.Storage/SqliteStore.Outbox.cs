using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

public sealed partial class SqliteStore
{
    public Task<IReadOnlyList<PendingMessage>> ReadPendingAsync(int limit, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<PendingMessage>>(
            connection =>
            [
                .. connection
                    .Query<(long Id, string Key, string Rollout, string Topic, string Json, string Time)>(
                        "SELECT id, key, rollout, topic, json, time FROM outbox WHERE delivered_at IS NULL ORDER BY id LIMIT @limit", new { limit })
                    .Select(row => new PendingMessage(row.Id, new OutboxMessage(row.Key, row.Rollout, row.Topic, row.Json), StoredInstant.Read(row.Time))),
            ],
            cancellation);

    public Task MarkDeliveredAsync(long id, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(
            connection => connection.Execute(
                "UPDATE outbox SET delivered_at = @at WHERE id = @id AND delivered_at IS NULL", new { id, at = StoredInstant.Of(at) }),
            cancellation);
}
