using Slipway.Testing.Kubernetes;

namespace Slipway.Kubernetes.Tests.Rig;

/// <summary>The API server as a user with few rights sees it.</summary>
internal static class UserApi
{
    public static async Task<ClusterApi> OpenAsync(Cluster cluster, AccessRule[] rules, CancellationToken cancellation)
    {
        var path = await cluster.UserAsync(rules, cancellation);
        var line = (await File.ReadAllLinesAsync(path, cancellation)).Single(line => line.Contains("token: ", StringComparison.Ordinal));
        var token = line[(line.IndexOf("token: ", StringComparison.Ordinal) + "token: ".Length)..];
        return new ClusterApi(cluster.Api.Server, cluster.Api.AuthorityPem, token);
    }
}
