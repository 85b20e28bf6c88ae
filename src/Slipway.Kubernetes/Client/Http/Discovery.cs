using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Client.Http;

/// <summary>Asks a server for all that it serves: one call for each group and version.</summary>
internal sealed class Discovery(ApiConnection connection)
{
    private const int MaxVersions = 1000;
    private const int AtOnce = 8;

    public async Task<ClusterKinds> ReadAsync(CancellationToken cancellation)
    {
        var version = await ReadAsync("version", cancellation);
        var groups = await ReadAsync("apis", cancellation);
        var versions = new List<(string Group, string Version)> { ("", "v1") };
        foreach (var item in groups.Items("groups"))
        {
            var group = new KubeObject(item);
            var preferred = group.Text("preferredVersion", "version");
            versions.AddRange(group.Items("versions").Select(entry => new KubeObject(entry).Text("version")).OfType<string>()
                .OrderByDescending(entry => entry == preferred).Select(entry => (group.Text("name") ?? "", entry)));
        }

        var found = new List<DiscoveredKind>();
        var unavailable = new List<string>();
        foreach (var some in versions.Take(MaxVersions).Chunk(AtOnce))
        {
            foreach (var (kinds, fault) in await Task.WhenAll(some.Select(each => ReadAsync(each.Group, each.Version, cancellation))))
            {
                found.AddRange(kinds);
                if (fault is not null)
                    unavailable.Add(fault);
            }
        }

        return new ClusterKinds(version.Text("gitVersion") ?? "", found, unavailable);
    }

    private async Task<(IReadOnlyList<DiscoveredKind> Kinds, string? Unavailable)> ReadAsync(string group, string version, CancellationToken cancellation)
    {
        KubeObject list;
        try
        {
            list = await ReadAsync(group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}", cancellation);
        }
        catch (KubeException e) when (e.Status is 404 or >= 500)
        {
            // A group that another server brings, which is away.
            return ([], $"{group}/{version}");
        }

        var entries = list.Items("resources").Select(item => new KubeObject(item)).ToList();
        var kinds = entries.Where(entry => entry.Text("name")?.Contains('/') == false).Select(entry => new DiscoveredKind(
            new ResourceKind(group, version, entry.Text("name")!, entry.Text("kind") ?? "", entry.Flag("namespaced") ?? false),
            [.. (entry.Find("verbs") as JsonArray ?? []).Select(verb => $"{verb}")],
            [.. entries.Select(other => other.Text("name")!).Where(name => name.StartsWith($"{entry.Text("name")}/", StringComparison.Ordinal)).Select(name => name[(name.IndexOf('/') + 1)..])]));
        return ([.. kinds], null);
    }

    private async Task<KubeObject> ReadAsync(string path, CancellationToken cancellation)
    {
        var call = new ApiCall("get", HttpMethod.Get, path) { IsRead = true };
        return new KubeObject(await connection.SendAsync(call, (stream, token) => ApiAnswers.ReadObjectAsync(stream, call, token), cancellation));
    }
}
