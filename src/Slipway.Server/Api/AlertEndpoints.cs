using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Requests;
using Slipway.Contracts.Views;
using Slipway.Core.Access;
using Slipway.Core.Engine;
using Slipway.Core.Rollouts;
using Slipway.Server.Access;

namespace Slipway.Server.Api;

/// <summary>Takes Alertmanager's webhook. An alert without the label <c>app</c> concerns every app, without <c>environment</c> every environment.</summary>
internal static class AlertEndpoints
{
    private const string Critical = "critical";

    public static void MapAlerts(this IEndpointRouteBuilder api) => api.MapPost("/alerts", ReceiveAsync).WithName("receiveAlerts").WithTags("alerts").Needs(Actions.Alert, Wheres.Server);

    private static async Task<Accepted<AlertReceiptView>> ReceiveAsync(
        AlertmanagerWebhook webhook, RolloutService service, Places places, CancellationToken cancellation)
    {
        var critical = webhook.Alerts.Where(a => a.Status == "firing" && Label(webhook, a, "severity") == Critical).ToList();
        var apps = (await places.AllAsync(cancellation)).Select(p => p.Key.App).Distinct().ToList();
        var told = new HashSet<string>();
        foreach (var alert in critical)
        {
            var command = new Command.Alert(Label(webhook, alert, "alertname") ?? "unnamed", Summary(webhook, alert));
            foreach (var app in Label(webhook, alert, "app") is { } named ? [named] : apps)
                told.UnionWith(await service.AlertAsync(app, Label(webhook, alert, "environment"), command, cancellation));
        }

        return TypedResults.Accepted((string?)null, new AlertReceiptView(critical.Count, [.. told.Order(StringComparer.Ordinal)]));
    }

    private static string? Label(AlertmanagerWebhook webhook, AlertmanagerAlert alert, string name) =>
        alert.Labels.GetValueOrDefault(name) ?? webhook.CommonLabels.GetValueOrDefault(name);

    private static string Summary(AlertmanagerWebhook webhook, AlertmanagerAlert alert) =>
        alert.Annotations.GetValueOrDefault("summary") ?? webhook.CommonAnnotations.GetValueOrDefault("summary")
        ?? alert.Annotations.GetValueOrDefault("description") ?? "no summary";
}
