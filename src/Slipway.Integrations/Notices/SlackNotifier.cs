using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>Slack's incoming webhook: a text for the notification, and blocks for the message.</summary>
internal sealed class SlackNotifier(SlackSpec spec, NoticeText text, Secrets secrets, NoticeSender sender) : HttpNotifier(sender)
{
    /// <summary>Slack's bound on the text of a section.</summary>
    private const int MaxSectionLength = 3_000;

    public override string Name => SlackSpec.Key;

    /// <summary>The three signs by which Slack's markup begins links and mentions. All else of the markup a template may use.</summary>
    public static string Escape(string value) =>
        value.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    protected override HttpRequestMessage Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var url = secrets.Read(spec.Url);
        used.Add(url);
        var title = text.Title(notice);
        var section = $"*{title}*\n{text.Text(notice)}";
        return Post(Address(url), new JsonObject
        {
            ["text"] = title,
            ["blocks"] = List(
                new JsonObject { ["type"] = "section", ["text"] = Markup(section.Length <= MaxSectionLength ? section : section[..(MaxSectionLength - 1)] + "…") },
                new JsonObject { ["type"] = "context", ["elements"] = List(Markup($"<{text.Link(notice)}|{Escape(notice.Rollout)}> · {Escape(notice.Who)}")) }),
        });
    }

    private static JsonObject Markup(string value) => new() { ["type"] = "mrkdwn", ["text"] = value };
}
