using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>An event for Splunk's HTTP Event Collector.</summary>
internal sealed class SplunkNotifier(SplunkSpec spec, NoticeText text, Secrets secrets, NoticeSender sender) : HttpNotifier(sender)
{
    private const string Path = "services/collector/event";

    public override string Name => SplunkSpec.Key;

    protected override HttpRequestMessage Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var token = secrets.Read(spec.Token);
        used.Add(token);
        var about = NoticeObject.Of(id, notice, text.Link(notice));
        about["message"] = text.Text(notice);
        var json = new JsonObject
        {
            ["time"] = decimal.Round(notice.When.ToUnixTimeMilliseconds() / 1000m, 3),
            ["host"] = $"{notice.App}/{notice.Environment}",
            ["source"] = "slipway",
            ["sourcetype"] = "slipway:notice",
            ["event"] = about,
        };
        if (spec.Index is { } index)
            json["index"] = index;
        var request = Post(new Uri($"{spec.Url.ToString().TrimEnd('/')}/{Path}"), json);
        request.Headers.Authorization = new AuthenticationHeaderValue("Splunk", token);
        return request;
    }
}
