using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Core.Notices;
using Slipway.Core.Ports;

namespace Slipway.Integrations.Notices;

/// <summary>A channel that is one POST of JSON.</summary>
internal abstract class HttpNotifier(NoticeSender sender) : INotifier
{
    public abstract string Name { get; }

    public async Task<SendOutcome> SendAsync(string id, NoticeBody notice, CancellationToken cancellation)
    {
        var secrets = new List<string>();
        try
        {
            using var request = Request(id, notice, secrets);
            return request is null ? new SendOutcome.Delivered() : await sender.SendAsync(request, secrets, cancellation);
        }
        catch (PortUnavailableException missing)
        {
            return new SendOutcome.Again(missing.Message);
        }
        catch (UriFormatException)
        {
            return new SendOutcome.Refused("The secret that is this channel's address is no http or https address");
        }
    }

    /// <summary>Null for a notice that this channel does not carry.</summary>
    /// <param name="secrets">Gets all that went into the request.</param>
    /// <exception cref="PortUnavailableException">One is not there now.</exception>
    protected abstract HttpRequestMessage? Request(string id, NoticeBody notice, ICollection<string> secrets);

    protected static HttpRequestMessage Post(Uri url, JsonNode body) => Post(url, Encoding.UTF8.GetBytes(body.ToJsonString()));

    protected static HttpRequestMessage Post(Uri url, byte[] body) => new(HttpMethod.Post, url)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    /// <summary>An address that is a secret.</summary>
    protected static Uri Address(string secret) =>
        Uri.TryCreate(secret, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) ? uri : throw new UriFormatException();

    protected static JsonArray List(params IEnumerable<JsonNode?> items) => [.. items];
}
