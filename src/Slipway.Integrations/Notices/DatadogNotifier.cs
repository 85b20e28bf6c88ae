using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>A line for Datadog's log intake, version 2.</summary>
internal sealed class DatadogNotifier(DatadogSpec spec, NoticeText text, Secrets secrets, NoticeSender sender) : HttpNotifier(sender)
{
    private const string Path = "api/v2/logs";

    public override string Name => DatadogSpec.Key;

    protected override HttpRequestMessage Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var key = secrets.Read(spec.ApiKey);
        used.Add(key);
        var line = new JsonObject
        {
            ["ddsource"] = "slipway",
            ["ddtags"] = $"env:{notice.Environment},version:{notice.Version},topic:{notice.Topic}",
            ["service"] = notice.App,
            ["status"] = Urgency.Of(notice) switch
            {
                UrgencyLevel.Critical => "critical",
                UrgencyLevel.Error => "error",
                UrgencyLevel.Warning => "warn",
                _ => "info",
            },
            ["message"] = $"{text.Title(notice)}: {text.Text(notice)}",
            ["timestamp"] = notice.When.ToUnixTimeMilliseconds(),
            ["slipway"] = NoticeObject.Of(id, notice, text.Link(notice)),
        };
        var request = Post(new Uri($"{spec.Url.ToString().TrimEnd('/')}/{Path}"), List(line));
        request.Headers.Add("DD-API-KEY", key);
        return request;
    }
}
