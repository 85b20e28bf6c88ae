using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>An adaptive card in a message, as a Teams workflow takes it.</summary>
internal sealed class TeamsNotifier(TeamsSpec spec, NoticeText text, Secrets secrets, NoticeSender sender) : HttpNotifier(sender)
{
    /// <summary>Teams takes 28 KB of a message; the rest of the card is small.</summary>
    private const int MaxTextLength = 6_000;

    public override string Name => TeamsSpec.Key;

    protected override HttpRequestMessage Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var url = secrets.Read(spec.Url);
        used.Add(url);
        var body = text.Text(notice);
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = List(
                new JsonObject { ["type"] = "TextBlock", ["text"] = text.Title(notice), ["weight"] = "Bolder", ["size"] = "Medium", ["wrap"] = true, ["color"] = Color(notice) },
                new JsonObject { ["type"] = "TextBlock", ["text"] = body.Length <= MaxTextLength ? body : body[..MaxTextLength] + "…", ["wrap"] = true },
                new JsonObject { ["type"] = "FactSet", ["facts"] = List(Fact("Rollout", notice.Rollout), Fact("Version", Versions(notice)), Fact("By", notice.Who)) }),
            ["actions"] = List(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open", ["url"] = text.Link(notice).ToString() }),
        };
        return Post(Address(url), new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = List(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        });
    }

    private static string Versions(NoticeBody notice) => notice.FromVersion is null ? notice.Version : $"{notice.FromVersion} → {notice.Version}";

    private static string Color(NoticeBody notice) => Urgency.Of(notice) switch
    {
        UrgencyLevel.Error or UrgencyLevel.Critical => "Attention",
        UrgencyLevel.Warning => "Warning",
        _ => "Default",
    };

    private static JsonObject Fact(string title, string value) => new() { ["title"] = title, ["value"] = value };
}
