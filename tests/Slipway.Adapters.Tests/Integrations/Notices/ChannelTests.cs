using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;
using Slipway.Integrations.Notices;
using Slipway.Testing;
using Xunit;
using static Slipway.Adapters.Tests.Integrations.Notices.SampleNotices;

namespace Slipway.Adapters.Tests.Integrations.Notices;

/// <summary>What each channel sends, byte by byte: the vendors' documented forms.</summary>
public sealed class ChannelTests(Receiver receiver) : IClassFixture<Receiver>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_gets_the_notice_signed_with_its_time_and_id()
    {
        var got = await SendAsync(new WebhookSpec { Url = new Uri(receiver.Url, "hooks/slipway"), Secret = Env() }, RollingBack);
        (got.Method, got.Path, got.Headers["Content-Type"]).ShouldBe(("POST", "/hooks/slipway", "application/json"));
        got.Headers[NoticeSignature.IdHeader].ShouldBe(Id);
        var timestamp = long.Parse(got.Headers[NoticeSignature.TimestampHeader], CultureInfo.InvariantCulture);
        NoticeSignature.Verify(Secret, timestamp, Encoding.UTF8.GetBytes(got.Body), got.Headers[NoticeSignature.Header]).ShouldBeTrue();
        Golden.ShouldMatch(Pretty(got.Body), "Golden/webhook.json");
    }

    [Fact]
    public async Task Slack_gets_a_text_and_blocks_in_which_no_value_is_markup()
    {
        var got = await SendAsync(new SlackSpec { Url = Env() }, RollingBack, $"{receiver.Url}services/T0/B0/XXX");
        got.Path.ShouldBe("/services/T0/B0/XXX");
        got.Body.ShouldNotContain("<5 %");
        Golden.ShouldMatch(Pretty(got.Body), "Golden/slack.json");
    }

    [Fact]
    public async Task Teams_gets_a_message_with_an_adaptive_card()
    {
        var got = await SendAsync(new TeamsSpec { Url = Env() }, RollingBack, $"{receiver.Url}workflows/1/triggers/manual/paths/invoke?sig=abc");
        Golden.ShouldMatch(Pretty(got.Body), "Golden/teams.json");
    }

    [Fact]
    public async Task PagerDuty_gets_an_alert_and_its_end_under_the_key_of_the_rollout()
    {
        var spec = new PagerDutySpec { RoutingKey = Env(), Url = new Uri(receiver.Url, "v2/enqueue") };
        Golden.ShouldMatch(Pretty((await SendAsync(spec, RollingBack)).Body), "Golden/pagerduty-trigger.json");
        Golden.ShouldMatch(Pretty((await SendAsync(spec, Promoted)).Body), "Golden/pagerduty-resolve.json");
    }

    [Theory]
    [InlineData("rollout.waiting", "waiting", "warning")]
    [InlineData("rollout.ended", "failed", "critical")]
    public async Task PagerDuty_is_told_how_urgent_it_is(string topic, string phase, string severity)
    {
        var spec = new PagerDutySpec { RoutingKey = Env(), Url = receiver.Url };
        JsonNode.Parse((await SendAsync(spec, RollingBack with { Topic = topic, Phase = phase })).Body)!["payload"]!["severity"]!.GetValue<string>().ShouldBe(severity);
    }

    [Theory]
    [InlineData("rollout.planned")]
    [InlineData("rollout.paused")]
    public async Task PagerDuty_hears_nothing_of_what_needs_nobody(string topic)
    {
        var before = receiver.Received.Count;
        (await TryAsync(new PagerDutySpec { RoutingKey = Env(), Url = receiver.Url }, RollingBack with { Topic = topic, Phase = "running" })).ShouldBe(new SendOutcome.Delivered());
        receiver.Received.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Splunk_gets_an_event_for_its_collector()
    {
        var got = await SendAsync(new SplunkSpec { Url = receiver.Url, Token = Env(), Index = "deployments" }, RollingBack);
        (got.Path, got.Headers["Authorization"]).ShouldBe(("/services/collector/event", $"Splunk {Secret}"));
        Golden.ShouldMatch(Pretty(got.Body), "Golden/splunk.json");
    }

    [Fact]
    public async Task Datadog_gets_a_log_line()
    {
        var got = await SendAsync(new DatadogSpec { Url = receiver.Url, ApiKey = Env() }, RollingBack);
        (got.Path, got.Headers["DD-API-KEY"]).ShouldBe(("/api/v2/logs", Secret));
        Golden.ShouldMatch(Pretty(got.Body), "Golden/datadog.json");
    }

    [Fact]
    public async Task An_address_that_is_a_secret_and_is_not_encrypted_gets_nothing()
    {
        var refused = (await TryAsync(new SlackSpec { Url = Env() }, RollingBack, "http://hooks.example.org/canary-secret")).ShouldBeOfType<SendOutcome.Refused>();
        refused.Error.ShouldNotContain("canary");
    }

    private async Task<Received> SendAsync(ChannelSpec channel, NoticeBody notice, string? secret = null)
    {
        (await TryAsync(channel, notice, secret)).ShouldBe(new SendOutcome.Delivered());
        return receiver.Received[^1];
    }

    private static async Task<SendOutcome> TryAsync(ChannelSpec channel, NoticeBody notice, string? secret = null)
    {
        using var sender = new NoticeSender(TimeProvider.System);
        var notifier = Notifiers.For(new Destination { Name = "team", Channel = channel }, Link, Secrets(channel, secret), sender, TimeProvider.System);
        notifier.Name.ShouldBe(channel.Name);
        return await notifier.SendAsync(Id, notice, Cancel);
    }

    private static string Pretty(string json) =>
        JsonNode.Parse(json)!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
}
