namespace Slipway.Bench.Kubernetes;

/// <summary>A request to the API server that has its answer.</summary>
/// <param name="What">Verb and kind: <c>PATCH deployments</c>.</param>
/// <param name="At">When the answer began.</param>
/// <param name="Took">From the request to there.</param>
internal sealed record SentRequest(string What, DateTimeOffset At, TimeSpan Took)
{
    public bool IsWatch => What.StartsWith("WATCH", StringComparison.Ordinal);

    public static string NameOf(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        // api/v1/namespaces/NS/KIND/NAME, apis/GROUP/VERSION/namespaces/NS/KIND/NAME, or without a namespace.
        var path = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rest = path.Skip(path is ["api", ..] ? 2 : 3).ToList();
        if (rest is ["namespaces", _, _, ..])
            rest = rest[2..];
        var verb = uri.Query.Contains("watch=", StringComparison.Ordinal) ? "WATCH" : request.Method == HttpMethod.Get && rest.Count == 1 ? "LIST" : request.Method.Method;
        return $"{verb} {(rest.Count > 0 ? rest[0] : uri.AbsolutePath)}";
    }
}
