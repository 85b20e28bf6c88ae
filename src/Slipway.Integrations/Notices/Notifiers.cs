using Slipway.Core.Notices.Model;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Notices;

/// <summary>The channels. A new one is one line here.</summary>
public static class Notifiers
{
    /// <param name="link">Where people find this server.</param>
    public static INotifier For(Destination destination, Uri link, Secrets secrets, NoticeSender sender, TimeProvider time)
    {
        var text = new NoticeText(destination, link, destination.Channel is SlackSpec ? SlackNotifier.Escape : null);
        return destination.Channel switch
        {
            WebhookSpec webhook => new WebhookNotifier(webhook, text, secrets, sender, time),
            SlackSpec slack => new SlackNotifier(slack, text, secrets, sender),
            TeamsSpec teams => new TeamsNotifier(teams, text, secrets, sender),
            EmailSpec email => new EmailNotifier(email, text, secrets, time),
            PagerDutySpec pager => new PagerDutyNotifier(pager, text, secrets, sender),
            SplunkSpec splunk => new SplunkNotifier(splunk, text, secrets, sender),
            DatadogSpec datadog => new DatadogNotifier(datadog, text, secrets, sender),
            var other => throw new InvalidOperationException($"Unknown channel {other.Name}"),
        };
    }
}
