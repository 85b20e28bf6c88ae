using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client.Access;

namespace Slipway.Kubernetes.Client;

/// <summary>A kubeconfig: clusters, users, and the contexts that pair them.</summary>
public sealed class KubeConfig
{
    private readonly IReadOnlyList<ConfigNode> _files;

    private KubeConfig(IReadOnlyList<ConfigNode> files) => _files = files;

    /// <summary>The context that is meant where none is named; null when the file has none.</summary>
    public string? CurrentContext => _files.Select(file => file.Text("current-context")).FirstOrDefault(name => name is not null);

    /// <summary>Names of all contexts.</summary>
    public IReadOnlyList<string> Contexts => [.. _files.SelectMany(file => file.Maps("contexts")).Select(context => context.Text("name")).OfType<string>().Distinct()];

    /// <summary>Whether there is a kubeconfig where nothing names one.</summary>
    internal static bool IsThere => DefaultPath.Split(Path.PathSeparator).Any(File.Exists);

    private static string DefaultPath => Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } set
        ? set
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");

    /// <param name="path">Several are joined by a colon, the first to name a thing wins; null for <c>KUBECONFIG</c>, or else <c>~/.kube/config</c>.</param>
    /// <exception cref="KubeException">It is not there or no kubeconfig.</exception>
    public static KubeConfig Load(string? path = null)
    {
        var files = (path ?? DefaultPath).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath).ToList();
        // Of several, some may be missing, as for kubectl; a single one has to be there.
        if (files.Count > 1 && files.Where(File.Exists).ToList() is { Count: > 0 } existing)
            files = existing;
        return new KubeConfig([.. files.Select(ConfigNode.Read)]);
    }

    /// <param name="name">Null for the current one.</param>
    /// <exception cref="KubeException">There is no such context, or something that it needs is missing or unreadable.</exception>
    public ClusterAccess Context(string? name = null)
    {
        name ??= CurrentContext ?? throw Fault($"has no current context; name one of its contexts: {Known("contexts")}");
        var context = Named("contexts", "context", name);
        var cluster = Named("clusters", "cluster", context.Text("cluster") ?? throw context.Fault($"context '{name}' names no cluster", "add 'cluster' to it"));
        var address = cluster.Text("server") ?? throw cluster.Fault("the cluster has no server", "add 'server: https://…' to it");
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var server) || server.Scheme is not ("https" or "http"))
            throw cluster.Fault($"'{address}' is no address of a server", "write it as https://host:port");

        return new ClusterAccess(name, server)
        {
            Namespace = context.Text("namespace") ?? "default",
            Trust = new ServerTrust
            {
                Authorities = cluster.Bytes("certificate-authority") is { } pem ? ServerTrust.ReadAuthorities(pem, $"kubeconfig {cluster.File}") : null,
                SkipVerification = cluster.Flag("insecure-skip-tls-verify"),
                ServerName = cluster.Text("tls-server-name"),
            },
            Proxy = ProxyOf(cluster),
            Credential = context.Text("user") is { } user ? CredentialOf(user, cluster, server) : static _ => new NoCredential(),
        };
    }

    private Func<TimeProvider, Credential> CredentialOf(string name, ConfigNode cluster, Uri server)
    {
        var user = Named("users", "user", name);
        if (user.Map("exec") is { } exec)
        {
            var (plugin, info) = (new ExecPlugin(name, exec), InfoOf(cluster, server));
            return time => new ExecCredential(plugin, info, time);
        }

        if (user.PathAt("tokenFile") is { } file)
            return time => new TokenFileCredential(file, time);
        if (user.Map("auth-provider") is { } provider)
            throw provider.Fault($"user '{name}' uses an auth-provider, which Kubernetes has removed", "replace it by an 'exec' plugin, as your cloud's tool does");

        var presented = PresentedBy(user, name);
        var paths = string.Join(Path.PathSeparator, _files.Select(each => each.File));
        return _ => new FileCredential(presented, () => PresentedBy(Load(paths).Named("users", "user", name), name));
    }

    private static WebProxy? ProxyOf(ConfigNode cluster)
    {
        if (cluster.Text("proxy-url") is not { } text)
            return null;
        // The address may hold a password, so no message repeats it.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "socks5"))
            throw cluster.Fault("'proxy-url' is no address of a proxy", "write it as http://host:port");
        var login = address.UserInfo.Split(':', 2);
        return new WebProxy(address) { Credentials = login is [var name, var password] ? new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password)) : null };
    }

    /// <summary>What a credential plugin may want to know of the cluster.</summary>
    private static JsonObject InfoOf(ConfigNode cluster, Uri server)
    {
        var info = new JsonObject { ["server"] = server.GetLeftPart(UriPartial.Path).TrimEnd('/') };
        if (cluster.Bytes("certificate-authority") is { } authority)
            info["certificate-authority-data"] = Convert.ToBase64String(authority);
        if (cluster.Text("tls-server-name") is { } name)
            info["tls-server-name"] = name;
        if (cluster.Flag("insecure-skip-tls-verify"))
            info["insecure-skip-tls-verify"] = true;
        return info;
    }

    private static Presented PresentedBy(ConfigNode user, string name)
    {
        var authorization = user.Text("token") is { } token ? $"Bearer {token.Trim()}"
            : user.Text("username") is { } login ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login}:{user.Text("password")}"))}"
            : null;
        return new Presented(authorization, CertificateOf(user, name));
    }

    private static SslStreamCertificateContext? CertificateOf(ConfigNode user, string name)
    {
        var (certificate, key) = (user.Bytes("client-certificate"), user.Bytes("client-key"));
        if (certificate is null && key is null)
            return null;
        if (certificate is null || key is null)
            throw user.Fault($"user '{name}' has a client certificate without a key, or a key without one", "give both");
        try
        {
            return ClientCertificate.Read(Encoding.ASCII.GetString(certificate), Encoding.ASCII.GetString(key));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw user.Fault($"the client certificate of user '{name}' and its key are not PEM, or not of each other", "copy both from the same place");
        }
    }

    private ConfigNode Named(string list, string key, string name)
    {
        var entry = _files.SelectMany(file => file.Maps(list)).FirstOrDefault(item => item.Text("name") == name)
            ?? throw Fault($"has no {key} '{name}'; it has {Known(list)}");
        return entry.Map(key) ?? throw entry.Fault($"{key} '{name}' is empty", $"write what it is below '{key}:'");
    }

    private string Known(string list) =>
        string.Join(", ", _files.SelectMany(file => file.Maps(list)).Select(item => $"'{item.Text("name")}'").Distinct()) is { Length: > 0 } names ? names : "none";

    private KubeException Fault(string what) => new(0, KubeReasons.Credentials, $"kubeconfig {string.Join(Path.PathSeparator, _files.Select(file => file.File))} {what}");
}
