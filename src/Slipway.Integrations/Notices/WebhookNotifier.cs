using System.Globalization;
using System.Text;
using Slipway.Core.Notices;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Notices;

/// <summary>The notice itself, signed as <see cref="NoticeSignature"/> says.</summary>
internal sealed class WebhookNotifier(WebhookSpec spec, NoticeText text, Secrets secrets, NoticeSender sender, TimeProvider time) : HttpNotifier(sender)
{
    public override string Name => WebhookSpec.Key;

    protected override HttpRequestMessage Request(string id, NoticeBody notice, ICollection<string> used)
    {
        var key = secrets.Read(spec.Secret);
        used.Add(key);
        var json = NoticeObject.Of(id, notice, text.Link(notice));
        json["title"] = text.Title(notice);
        json["text"] = text.Text(notice);
        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var request = Post(spec.Url, body);
        request.Headers.Add(NoticeSignature.IdHeader, id);
        request.Headers.Add(NoticeSignature.TimestampHeader, now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(NoticeSignature.Header, NoticeSignature.Sign(key, now, body));
        return request;
    }
}
