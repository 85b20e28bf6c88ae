using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>
/// PagerDuty's Events API v2. One alert a rollout, by its id as key: triggered when it waits for a person, is taken back or failed,
/// resolved when it is promoted or has ended well. Of all else PagerDuty hears nothing.
/// </summary>
internal sealed class PagerDutyNotifier(PagerDutySpec spec, NoticeText text, Secrets secrets, NoticeSender sender) : HttpNotifier(sender)
{
    /// <summary>PagerDuty's bound.</summary>
    private const int MaxSummaryLength = 1_024;

    public override string Name => PagerDutySpec.Key;

    protected override HttpRequestMessage? Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var urgency = Urgency.Of(notice);
        var resolves = urgency == UrgencyLevel.Info && notice.Topic is "rollout.promoted" or "rollout.ended" && notice.Phase != "failed";
        if (urgency == UrgencyLevel.Info && !resolves)
            return null;
        var key = secrets.Read(spec.RoutingKey);
        used.Add(key);
        var json = new JsonObject
        {
            ["routing_key"] = key,
            ["event_action"] = resolves ? "resolve" : "trigger",
            ["dedup_key"] = $"slipway/{notice.Rollout}",
        };
        if (!resolves)
            Describe(json, notice, urgency);
        return Post(spec.Url, json);
    }

    private void Describe(JsonObject json, NoticeBody notice, UrgencyLevel urgency)
    {
        var summary = $"{text.Title(notice)}: {text.Text(notice).ReplaceLineEndings(" ")}";
        json["payload"] = new JsonObject
        {
            ["summary"] = summary.Length <= MaxSummaryLength ? summary : summary[..(MaxSummaryLength - 1)] + "…",
            ["source"] = $"{notice.App}/{notice.Environment}",
            ["severity"] = urgency.ToString().ToLowerInvariant(),
            ["timestamp"] = notice.When.ToString("O"),
            ["component"] = notice.App,
            ["group"] = notice.Environment,
            ["class"] = notice.Topic,
            ["custom_details"] = JsonSerializer.SerializeToNode(notice, NoticeJson.Default.NoticeBody),
        };
        json["client"] = "Slipway";
        json["client_url"] = text.Link(notice).ToString();
        json["links"] = List(new JsonObject { ["href"] = text.Link(notice).ToString(), ["text"] = notice.Rollout });
    }
}
