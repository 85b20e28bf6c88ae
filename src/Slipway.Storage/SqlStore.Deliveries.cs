using System.Data.Common;
using System.Text.Json;
using Dapper;
using Slipway.Core.Ports;

namespace Slipway.Storage;

/// <summary>Notices on their way to their destinations.</summary>
public abstract partial class SqlStore
{
    public Task<bool> HandOnAsync(long message, IReadOnlyList<string> destinations, DateTimeOffset at, CancellationToken cancellation) =>
        ChangeAsync(
            async connection =>
            {
                var now = StoredInstant.Of(at);
                if (await connection.ExecuteAsync(Sql(Statements.HandOn, new { id = message, at = now }, cancellation)) == 0)
                    return false;
                foreach (var destination in destinations)
                    await connection.ExecuteAsync(Sql(Statements.AddDelivery, new { id = message, destination, at = now }, cancellation));
                return true;
            },
            cancellation);

    public Task<IReadOnlyList<Delivery>> ReadFirstAsync(string destination, int limit, CancellationToken cancellation) =>
        QueryAsync(connection => DeliveriesAsync(connection, Statements.FirstDeliveries, new { destination, limit }, cancellation), cancellation);

    public Task RecordAsync(long id, DeliveryTry tried, DateTimeOffset at, CancellationToken cancellation) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(Sql(
                Statements.RecordDelivery,
                new
                {
                    id,
                    state = Word(tried.State),
                    attempts = tried.Attempts,
                    due = StoredInstant.Of(tried.Due),
                    ended = tried.State == DeliveryState.Pending ? null : StoredInstant.Of(at),
                    error = tried.Error,
                },
                cancellation)),
            cancellation);

    public Task<int> ExpireAsync(DateTimeOffset since, DateTimeOffset at, CancellationToken cancellation) =>
        ChangeAsync(
            connection => connection.ExecuteAsync(Sql(Statements.ExpireDeliveries, new { since = StoredInstant.Of(since), at = StoredInstant.Of(at) }, cancellation)),
            cancellation);

    public Task<IReadOnlyList<Delivery>> ListOpenAsync(int limit, CancellationToken cancellation) =>
        QueryAsync(connection => DeliveriesAsync(connection, Statements.OpenDeliveries, new { limit }, cancellation), cancellation);

    public Task<OpenDeliveries> CountOpenAsync(CancellationToken cancellation) =>
        QueryAsync(
            async connection =>
            {
                var (pending, dead) = await connection.QuerySingleAsync<(int, int)>(Sql(Statements.CountOpenDeliveries, new { }, cancellation));
                return new OpenDeliveries(pending, dead);
            },
            cancellation);

    public Task<int> RetryAsync(IReadOnlyList<long>? ids, DateTimeOffset at, CancellationToken cancellation)
    {
        var statement = Statements.RetryDeliveries(ids is null ? null : List("@ids"));
        return ChangeAsync(connection => connection.ExecuteAsync(Sql(statement, new { at = StoredInstant.Of(at), ids = JsonSerializer.Serialize(ids) }, cancellation)), cancellation);
    }

    private static async Task<IReadOnlyList<Delivery>> DeliveriesAsync(DbConnection connection, string statement, object parameters, CancellationToken cancellation) =>
        [.. (await connection.QueryAsync<DeliveryRecord>(Sql(statement, parameters, cancellation))).Select(record => record.Delivery())];

    private static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Pending => "pending",
        DeliveryState.Delivered => "delivered",
        _ => "dead",
    };
}
