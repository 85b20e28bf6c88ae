using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>Tokens that a test gives to somebody.</summary>
internal static class Tokens
{
    private const string Key = "token: ";

    /// <summary>A new one of a user who may read namespaces.</summary>
    public static async Task<string> OfAsync(Cluster cluster, CancellationToken cancellation)
    {
        var file = await cluster.UserAsync([new AccessRule(null, "", "namespaces", "get,list")], cancellation);
        return (await File.ReadAllLinesAsync(file, cancellation)).Select(line => line.Trim()).Single(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..];
    }
}
