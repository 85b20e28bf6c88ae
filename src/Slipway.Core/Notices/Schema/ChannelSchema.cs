using Slipway.Core.Notices.Model;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Notices.Schema;

/// <summary>The keys of each channel. A new channel is one type here, one line in <see cref="Add"/>, and its notifier.</summary>
internal static class ChannelSchema
{
    private static readonly TextType Mailbox = new("a mail address", "@", text =>
        text.Count(c => c == '@') == 1 && text[0] != '@' && text[^1] != '@' && !text.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or ',')
            ? null
            : new ScalarFault($"'{text}' is no mail address", "the address alone: ops@example.org"));

    private static readonly ObjectType<WebhookSpec> Webhook = new ObjectType<WebhookSpec>(new WebhookSpec { Url = null!, Secret = null! })
        .Required("url", WebAddress.Secure, c => c.Url, (c, v) => c with { Url = v }, "Gets the notice as JSON, by POST.", "https://example.org/hooks/slipway")
        .Required("secret", SecretType.Instance, c => c.Secret, (c, v) => c with { Secret = v }, "Key of the signature.", "{ env: WEBHOOK_SECRET }");

    private static readonly ObjectType<SlackSpec> Slack = new ObjectType<SlackSpec>(new SlackSpec { Url = null! })
        .Required("url", SecretType.Instance, c => c.Url, (c, v) => c with { Url = v }, "Address of an incoming webhook.", "{ env: SLACK_URL }");

    private static readonly ObjectType<TeamsSpec> Teams = new ObjectType<TeamsSpec>(new TeamsSpec { Url = null! })
        .Required("url", SecretType.Instance, c => c.Url, (c, v) => c with { Url = v }, "Address of a workflow that posts to a channel when a webhook request is received.", "{ env: TEAMS_URL }");

    private static readonly ObjectType<EmailSpec> Email = new ObjectType<EmailSpec>(new EmailSpec { Host = "", From = "", To = [] })
        .Required("host", new TextType("a host name"), c => c.Host, (c, v) => c with { Host = v }, "The mail server.", "smtp.example.org")
        .Optional("port", new WholeNumberType(1, 65535), c => c.Port, (c, v) => c with { Port = v }, "Its port for mail from programs.")
        .Required("from", Mailbox, c => c.From, (c, v) => c with { From = v }, "Who sends.", "slipway@example.org")
        .Required("to", new ListType<string>(Mailbox, "mail addresses", min: 1), c => c.To, (c, v) => c with { To = v }, "Who gets it.", "[ops@example.org]")
        .Optional("user", TextType.Any, c => c.User, (c, v) => c with { User = v }, "Who signs in; without it nobody does.", "slipway")
        .Optional("password", SecretType.Instance, c => c.Password, (c, v) => c with { Password = v }, "Of that user.", "{ file: /run/secrets/smtp }")
        .Optional("startTls", new ChoiceType<bool>([true, false], on => on ? "required" : "off"), c => c.StartTls, (c, v) => c with { StartTls = v },
            "required: a server without STARTTLS, or with a certificate that does not hold, gets nothing. off: for a relay on a network that you trust.")
        .Rule((c, at) =>
        {
            if (c.User is null != c.Password is null)
                at.Error("has one of user and password", "give both, or none");
            else if (c.Password is not null && !c.StartTls)
                at.Key("startTls").Error("is off, and a password would be sent in the clear", "leave out user and password, or require STARTTLS");
        });

    private static readonly ObjectType<PagerDutySpec> PagerDuty = new ObjectType<PagerDutySpec>(new PagerDutySpec { RoutingKey = null! })
        .Required("routingKey", SecretType.Instance, c => c.RoutingKey, (c, v) => c with { RoutingKey = v }, "Integration key of a service, Events API v2.", "{ env: PAGERDUTY_KEY }")
        .Optional("url", WebAddress.Secure, c => c.Url, (c, v) => c with { Url = v }, "Another address, such as that of the EU service region.");

    private static readonly ObjectType<SplunkSpec> Splunk = new ObjectType<SplunkSpec>(new SplunkSpec { Url = null!, Token = null! })
        .Required("url", WebAddress.Secure, c => c.Url, (c, v) => c with { Url = v }, "Scheme, host and port of the HTTP Event Collector.", "https://splunk.example.org:8088")
        .Required("token", SecretType.Instance, c => c.Token, (c, v) => c with { Token = v }, "Of the collector.", "{ env: SPLUNK_TOKEN }")
        .Optional("index", TextType.Any, c => c.Index, (c, v) => c with { Index = v }, "Where events go; without it the token says.", "deployments");

    private static readonly ObjectType<DatadogSpec> Datadog = new ObjectType<DatadogSpec>(new DatadogSpec { ApiKey = null! })
        .Required("apiKey", SecretType.Instance, c => c.ApiKey, (c, v) => c with { ApiKey = v }, "An API key.", "{ env: DD_API_KEY }")
        .Optional("url", WebAddress.Secure, c => c.Url, (c, v) => c with { Url = v }, "The log intake of your site.");

    /// <summary>Adds the channels to the keys of a destination, of which one is given.</summary>
    public static ObjectType<Destination> Add(ObjectType<Destination> destination) => destination
        .Optional(WebhookSpec.Key, Webhook, d => d.Channel as WebhookSpec, (d, v) => d with { Channel = v }, "A POST of the notice as JSON, signed.")
        .Optional(SlackSpec.Key, Slack, d => d.Channel as SlackSpec, (d, v) => d with { Channel = v }, "A Slack channel.")
        .Optional(TeamsSpec.Key, Teams, d => d.Channel as TeamsSpec, (d, v) => d with { Channel = v }, "A Microsoft Teams channel, as an adaptive card.")
        .Optional(EmailSpec.Key, Email, d => d.Channel as EmailSpec, (d, v) => d with { Channel = v }, "Mail.")
        .Optional(PagerDutySpec.Key, PagerDuty, d => d.Channel as PagerDutySpec, (d, v) => d with { Channel = v }, "PagerDuty: an alert for each rollout that waits for a person, rolls back or failed, resolved once it is promoted or over.")
        .Optional(SplunkSpec.Key, Splunk, d => d.Channel as SplunkSpec, (d, v) => d with { Channel = v }, "Splunk, by its HTTP Event Collector.")
        .Optional(DatadogSpec.Key, Datadog, d => d.Channel as DatadogSpec, (d, v) => d with { Channel = v }, "Datadog's logs.")
        .ExactlyOneOf(WebhookSpec.Key, SlackSpec.Key, TeamsSpec.Key, EmailSpec.Key, PagerDutySpec.Key, SplunkSpec.Key, DatadogSpec.Key);
}
