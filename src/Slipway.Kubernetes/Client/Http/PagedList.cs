using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>Reads a list page by page. When the server forgets a page's place, the list begins again: half of an old one is no list.</summary>
internal sealed class PagedList(ApiConnection connection, ResourceKind kind, string? ns, ListOptions options)
{
    private const int MaxBeginnings = 3;

    /// <exception cref="KubeException">The server refuses it, or there are too many objects.</exception>
    public async Task<KubeList> ReadAsync(CancellationToken cancellation)
    {
        for (var beginning = 1; ; beginning++)
        {
            try
            {
                return await ReadOnceAsync(cancellation);
            }
            catch (KubeException e) when (e.Status == 410 && beginning < MaxBeginnings)
            {
                // What was read so far is thrown away: the next beginning sees one moment again.
            }
        }
    }

    private async Task<KubeList> ReadOnceAsync(CancellationToken cancellation)
    {
        var items = new List<KubeObject>();
        string? next = null;
        while (true)
        {
            var call = ApiCall.On("list", HttpMethod.Get, kind, ns, null, null,
                ("limit", $"{connection.Options.PageSize}"), ("continue", next), ("labelSelector", options.LabelSelector), ("fieldSelector", options.FieldSelector));
            var page = new KubeObject(await connection.SendAsync(call, (stream, token) => ApiAnswers.ReadObjectAsync(stream, call, token), cancellation));
            foreach (var item in page.Items("items").ToList())
                items.Add(Whole(item));
            next = page.Text("metadata", "continue");
            if (string.IsNullOrEmpty(next))
                return new KubeList(items, page.ResourceVersion);
            if (items.Count >= connection.Options.MaxItems)
                throw new KubeException(200, KubeReasons.BadAnswer, $"cannot {call} ({connection.Access.Name}): there are more than {connection.Options.MaxItems} objects; select fewer by namespace or labels");
        }
    }

    /// <summary>In a list, items leave out what they are.</summary>
    private KubeObject Whole(JsonObject item)
    {
        item.Parent!.AsArray().Remove(item);
        item["kind"] ??= kind.Kind;
        item["apiVersion"] ??= kind.ApiVersion;
        return new KubeObject(item);
    }
}
