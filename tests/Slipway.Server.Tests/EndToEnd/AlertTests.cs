using System.Net;
using System.Text;
using System.Text.Json;
using Shouldly;
using Slipway.Contracts;
using Slipway.Contracts.Views;
using Slipway.Server.Tests.EndToEnd.Rig;
using Slipway.Testing.Access;
using Xunit;

namespace Slipway.Server.Tests.EndToEnd;

/// <summary>What Alertmanager posts.</summary>
public sealed class AlertTests : IAsyncDisposable
{
    private readonly Installation _shop = new(TestContext.Current.CancellationToken);
    private readonly HttpClient _http;

    public AlertTests() => _http = new HttpClient(new LocalCredentialHandler(_shop.Data));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _shop.DisposeAsync();
    }

    [Fact]
    public async Task A_critical_alert_takes_a_live_canary_back_and_no_other_alert_does()
    {
        _shop.Spec("canary: { weights: [50%, 100%], observe: 1h }");
        await _shop.StartWithAsync("1.0.0");
        (await PostAsync("firing", "critical", "shop")).Rollouts.ShouldBeEmpty();
        var rollout = await _shop.DeployAsync("2.0.0");
        await _shop.UntilAsync(rollout.Id, r => r.Steps.Any(s => s is { Kind: "observe", Status: StepStatus.Running }), "2.0.0 to be observed");

        (await PostAsync("firing", "warning", "shop")).Rollouts.ShouldBeEmpty();
        (await PostAsync("resolved", "critical", "shop")).Rollouts.ShouldBeEmpty();
        (await PostAsync("firing", "critical", "billing")).Rollouts.ShouldBeEmpty();
        (await _shop.RolloutAsync(rollout.Id)).Phase.ShouldBe(RolloutPhase.Running);

        (await PostAsync("firing", "critical", "shop")).Rollouts.ShouldBe([rollout.Id]);
        var ended = await _shop.EndedAsync(rollout.Id);
        ended.Phase.ShouldBe(RolloutPhase.RolledBack);
        ended.Cause!.Sentence.ShouldBe("critical alert CheckoutDown: nobody can pay");
    }

    [Fact]
    public async Task What_is_no_alert_is_refused_and_says_why()
    {
        _shop.Spec("canary: { weights: [100%], observe: 1s }");
        await _shop.StartAsync();
        using var answer = await _http.PostAsync(Endpoint, Json("""{ "alerts": 3 }"""), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("$.alerts");
    }

    private Uri Endpoint => new(_shop.Api, "api/v1/alerts");

    private async Task<AlertReceiptView> PostAsync(string status, string severity, string app)
    {
        using var answer = await _http.PostAsync(Endpoint, Json($$"""
            {
              "version": "4", "groupKey": "{}:{alertname=\"CheckoutDown\"}", "truncatedAlerts": 0, "status": "{{status}}", "receiver": "slipway",
              "groupLabels": { "alertname": "CheckoutDown" }, "commonLabels": { "severity": "{{severity}}" }, "commonAnnotations": {},
              "externalURL": "http://alertmanager:9093",
              "alerts": [
                {
                  "status": "{{status}}", "labels": { "alertname": "CheckoutDown", "severity": "{{severity}}", "app": "{{app}}", "environment": "production" },
                  "annotations": { "summary": "nobody can pay" }, "startsAt": "2026-01-05T12:00:00.000Z", "endsAt": "0001-01-01T00:00:00Z",
                  "generatorURL": "http://prometheus:9090/graph", "fingerprint": "c1f1c9d1a0f3d9e1"
                }
              ]
            }
            """), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), SlipwayJson.Default.AlertReceiptView)!;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
