using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Ports;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

/// <summary>Notices that are not delivered, and another try for those that were given up.</summary>
internal static class NoticeEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 10_000;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("notices");
        notices.MapGet("", ListAsync).WithName("listNotices").Needs(Actions.View, Wheres.Server);
        notices.MapPost("/retry", RetryAsync).WithName("retryNotices").Needs(Actions.Admin, Wheres.Server);
    }

    private static async Task<Ok<IReadOnlyList<NoticeView>>> ListAsync(int? limit, IDeliveries deliveries, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<NoticeView>>([.. (await deliveries.ListOpenAsync(Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit), cancellation)).Select(View)]);

    private static async Task<Ok<RetriedNoticesView>> RetryAsync(RetryNoticesRequest request, IDeliveries deliveries, TimeProvider time, CancellationToken cancellation) =>
        TypedResults.Ok(new RetriedNoticesView(await deliveries.RetryAsync(request.Ids, time.GetUtcNow(), cancellation)));

    private static NoticeView View(Delivery delivery) => new()
    {
        Id = delivery.Id,
        Destination = delivery.Destination,
        State = delivery.State == DeliveryState.Dead ? NoticeState.Dead : delivery.Attempts > 0 ? NoticeState.Failing : NoticeState.Pending,
        Rollout = delivery.Message.RolloutId,
        Topic = delivery.Message.Topic,
        At = delivery.Time,
        Attempts = delivery.Attempts,
        Due = delivery.State == DeliveryState.Dead ? null : delivery.Due,
        Error = delivery.Error,
    };
}
