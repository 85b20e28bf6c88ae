namespace Slipway.Core.Notices.Model;

/// <summary>PagerDuty's Events API v2: an alert for a rollout that needs somebody, resolved when it no longer does.</summary>
public sealed record PagerDutySpec : ChannelSpec
{
    public const string Key = "pagerduty";

    public static readonly Uri Standard = new("https://events.pagerduty.com/v2/enqueue");

    public required SecretSource RoutingKey { get; init; }

    public Uri Url { get; init; } = Standard;

    public override string Name => Key;

    public override IEnumerable<SecretSource> Secrets => [RoutingKey];
}
