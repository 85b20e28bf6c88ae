using System.Net;
using Slipway.Kubernetes.Client.Access;

namespace Slipway.Kubernetes.Client;

/// <summary>Where a cluster is, how it proves who it is, and who we are there.</summary>
public sealed class ClusterAccess
{
    /// <summary>Where the kubelet puts the service account of a pod.</summary>
    public const string ServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    internal ClusterAccess(string name, Uri server)
    {
        Name = name;
        Server = server;
    }

    /// <summary>For messages: the context's name, or <c>in-cluster</c>.</summary>
    public string Name { get; }

    /// <summary>The API server.</summary>
    public Uri Server { get; }

    /// <summary>The namespace that is meant where none is named. <c>default</c> where the context has none.</summary>
    public string Namespace { get; internal init; } = "default";

    internal ServerTrust Trust { get; init; } = new();

    /// <summary>A function of the clock, which the client brings.</summary>
    internal Func<TimeProvider, Credential> Credential { get; init; } = static _ => new NoCredential();

    internal IWebProxy? Proxy { get; init; }

    /// <summary>The access that a pod has by its service account, whose token is read anew as the kubelet renews it.</summary>
    /// <param name="folder">With <c>token</c>, <c>ca.crt</c> and <c>namespace</c>; null for <see cref="ServiceAccountFolder"/>.</param>
    /// <param name="server">Null for what the environment of a pod says.</param>
    /// <exception cref="KubeException">This is no pod, or it has no service account.</exception>
    public static ClusterAccess InCluster(string? folder = null, Uri? server = null)
    {
        folder ??= ServiceAccountFolder;
        var (token, authority, space) = (Path.Combine(folder, "token"), Path.Combine(folder, "ca.crt"), Path.Combine(folder, "namespace"));
        server ??= FromEnvironment();
        try
        {
            return new ClusterAccess("in-cluster", server)
            {
                Namespace = File.ReadAllText(space).Trim() is { Length: > 0 } ns ? ns : "default",
                Trust = new ServerTrust { Authorities = ServerTrust.ReadAuthorities(File.ReadAllBytes(authority), authority) },
                Credential = time => new TokenFileCredential(token, time),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeException(0, KubeReasons.Credentials,
                $"the service account in {folder} cannot be read: {e.Message}; give the pod a service account with automountServiceAccountToken, or name a kubeconfig");
        }
    }

    /// <summary>The access that is meant: a context of a kubeconfig, or, where no kubeconfig is named or found, the pod's own.</summary>
    /// <param name="kubeConfig">Null for <c>KUBECONFIG</c>, <c>~/.kube/config</c>, or else the service account of the pod.</param>
    /// <param name="context">Null for the current one.</param>
    /// <exception cref="KubeException">There is no such access.</exception>
    public static ClusterAccess Find(string? kubeConfig = null, string? context = null) =>
        kubeConfig is null && context is null && !KubeConfig.IsThere && Directory.Exists(ServiceAccountFolder) ? InCluster() : KubeConfig.Load(kubeConfig).Context(context);

    /// <summary>Name and address; never the credentials.</summary>
    public override string ToString() => $"{Name} ({Server.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)})";

    private static Uri FromEnvironment()
    {
        var (host, port) = (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"), Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"));
        if (host is null || port is null)
        {
            throw new KubeException(0, KubeReasons.Credentials,
                "this is no pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set; name a kubeconfig");
        }

        return new Uri($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}/");
    }
}
