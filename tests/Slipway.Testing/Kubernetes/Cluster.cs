using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Xunit;

namespace Slipway.Testing.Kubernetes;

/// <summary>A real Kubernetes for tests: an API server and its controllers, no nodes. Each test takes a namespace of its own.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private const int NameCharacters = 8;
    private const int TokenHours = 24;

    private readonly IControlPlane _plane;
    private readonly CrdInstaller _crds;

    private Cluster(IControlPlane plane) => (_plane, _crds) = (plane, new CrdInstaller(plane.Api));

    /// <summary>Whether its programs are there; <c>eng/kubernetes.sh</c> builds them.</summary>
    public static bool IsInstalled => ClusterPrograms.Find() is not null;

    /// <summary>Of an administrator; by a token, unless the cluster was given.</summary>
    public string KubeConfigPath => _plane.KubeConfig;

    /// <summary>Of an administrator, by a client certificate. Skips the test if the cluster was given.</summary>
    public string CertificateKubeConfigPath => Own.CertificateKubeConfig;

    /// <summary>The API server for the rig, and for whom a test plays beside the product.</summary>
    public ClusterApi Api => _plane.Api;

    /// <exception cref="InvalidOperationException">Its programs are not there, or do not start; with what they logged.</exception>
    public static async Task<Cluster> StartAsync(CancellationToken cancellation)
    {
        var programs = ClusterPrograms.Find() ?? throw new InvalidOperationException("No Kubernetes is built: run eng/kubernetes.sh");
        return new Cluster(await ControlPlane.StartAsync(programs, cancellation));
    }

    /// <summary>Uses the cluster that a kubeconfig names. What tests make in it is deleted when this is disposed of.</summary>
    /// <remarks>A <see cref="Kubelet"/> needs that nobody else takes pods: a control plane without a scheduler.</remarks>
    public static async Task<Cluster> ConnectAsync(string kubeConfig, CancellationToken cancellation) => new(await GivenControlPlane.ConnectAsync(kubeConfig, cancellation));

    /// <summary>The product's client, of the administrator or of another user.</summary>
    /// <param name="kubeConfig">As <see cref="UserAsync"/> gives it; null: the administrator's.</param>
    public KubeClient Client(string? kubeConfig = null) => new(KubeConfig.Load(kubeConfig ?? KubeConfigPath).Context(), TimeProvider.System);

    /// <summary>Makes the cluster know kinds that others bring; returns once it takes their objects. Each set is installed once.</summary>
    public async Task InstallAsync(Crds set)
    {
        foreach (var definition in await _crds.InstallAsync(set))
            _plane.Made(definition);
    }

    /// <summary>A new namespace that takes pods already.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> NamespaceAsync(CancellationToken cancellation = default)
    {
        var name = $"test-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}";
        await Api.PostAsync("/api/v1/namespaces", Named("v1", "Namespace", name), cancellation);
        _plane.Made($"/api/v1/namespaces/{name}");
        await Api.AppearAsync($"/api/v1/namespaces/{name}/serviceaccounts/default", cancellation);
        // The one ConfigMap of each namespace: who counts what is there, or hears what comes, is to find it from the beginning.
        await Api.AppearAsync($"/api/v1/namespaces/{name}/configmaps/kube-root-ca.crt", cancellation);
        return name;
    }

    /// <summary>A new user who may do this and nothing else: a service account and its token.</summary>
    /// <returns>The path of the user's kubeconfig.</returns>
    public async Task<string> UserAsync(IEnumerable<AccessRule> rules, CancellationToken cancellation = default)
    {
        const string home = "default";
        var name = $"user-{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}";
        await Api.PostAsync($"/api/v1/namespaces/{home}/serviceaccounts", Named("v1", "ServiceAccount", name), cancellation);
        _plane.Made($"/api/v1/namespaces/{home}/serviceaccounts/{name}");
        foreach (var place in rules.GroupBy(rule => rule.Namespace))
            await GrantAsync(place.Key, name, home, place, cancellation);

        return await AccountAsync(home, name, cancellation);
    }

    /// <summary>A service account that exists, as it is for a pod of its own.</summary>
    /// <returns>The path of its kubeconfig.</returns>
    public async Task<string> AccountAsync(string ns, string name, CancellationToken cancellation = default)
    {
        var asked = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = TokenHours * 3600 },
        };
        var granted = await Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts/{name}/token", asked, cancellation);
        var path = Path.Combine(_plane.Folder, $"{ns}-{name}.kubeconfig");
        await File.WriteAllTextAsync(path, KubeConfigText.WithToken(Api.Server, Api.AuthorityPem, name, (string)granted["status"]!["token"]!), cancellation);
        return path;
    }

    /// <summary>Ends the API server as a crash does. Only for a cluster of the test's own: see <see cref="ClusterRun.StartAsync"/>.</summary>
    public Task StopApiServerAsync(CancellationToken cancellation) => Own.StopApiServerAsync(cancellation);

    /// <summary>Starts it again at its address, with all that it had stored; returns once it is ready.</summary>
    public Task StartApiServerAsync(CancellationToken cancellation) => Own.StartApiServerAsync(cancellation);

    public async Task RestartApiServerAsync(CancellationToken cancellation)
    {
        await StopApiServerAsync(cancellation);
        await StartApiServerAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    private ControlPlane Own
    {
        get
        {
            Assert.SkipUnless(_plane is ControlPlane, "This needs a control plane of the tests' own, and KUBECONFIG names another.");
            return (ControlPlane)_plane;
        }
    }

    private async Task GrantAsync(string? place, string name, string home, IEnumerable<AccessRule> rules, CancellationToken cancellation)
    {
        const string version = "rbac.authorization.k8s.io/v1";
        var kind = place is null ? "ClusterRole" : "Role";
        var path = $"/apis/{version}{(place is null ? "/cluster" : $"/namespaces/{place}/")}";

        var role = Named(version, kind, name);
        role["rules"] = new JsonArray([.. rules.Select(Rule)]);
        await Api.PostAsync($"{path}roles", role, cancellation);
        _plane.Made($"{path}roles/{name}");

        var binding = Named(version, $"{kind}Binding", name);
        binding["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = kind, ["name"] = name };
        binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["namespace"] = home, ["name"] = name });
        await Api.PostAsync($"{path}rolebindings", binding, cancellation);
        _plane.Made($"{path}rolebindings/{name}");
    }

    private static JsonObject Named(string version, string kind, string name) =>
        new() { ["apiVersion"] = version, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };

    private static JsonObject Rule(AccessRule rule)
    {
        var json = new JsonObject { ["apiGroups"] = new JsonArray(rule.Group), ["resources"] = Parts(rule.Resources), ["verbs"] = Parts(rule.Verbs) };
        if (rule.Names is { } names)
            json["resourceNames"] = Parts(names);
        return json;
    }

    private static JsonArray Parts(string list) => [.. list.Split(',').Select(part => JsonValue.Create(part))];
}
