using System.Net;
using System.Text.Json.Nodes;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Install;

/// <summary>Nothing in Slipway's namespace may be called or may call, but what is named here.</summary>
internal static class NetworkManifests
{
    private const int Dns = 53;

    /// <summary>The API server, at its Service and on its node, and registries: policies count after a Service's port has become a pod's.</summary>
    private static readonly int[] Https = [443, 6443];

    public static ManifestFile Write(InstallOptions options)
    {
        var closed = InstallNames.New(ResourceKinds.NetworkPolicies, options.Namespace, "slipway-closed");
        closed["spec"] = new JsonObject { ["podSelector"] = new JsonObject(), ["policyTypes"] = new JsonArray("Ingress", "Egress") };

        var server = InstallNames.New(ResourceKinds.NetworkPolicies, options.Namespace);
        server["spec"] = new JsonObject
        {
            ["podSelector"] = new JsonObject { ["matchLabels"] = InstallNames.PodLabels() },
            ["policyTypes"] = new JsonArray("Ingress", "Egress"),
            ["ingress"] = new JsonArray(
                new JsonObject { ["ports"] = new JsonArray(Port(ServerManifests.ApiPort)) },
                new JsonObject { ["from"] = new JsonArray(Space(options.MetricsFrom)), ["ports"] = new JsonArray(Port(ServerManifests.MetricsPort)) }),
            ["egress"] = new JsonArray([.. Egress(options)]),
        };
        return new ManifestFile("50-network.yaml",
            "What may go through the network: in, to the API, and from the namespace of Prometheus to the metrics; out, to DNS, the API server, the store, registries, the pods of the specs (their checks), and Prometheus where a spec names one.\n"
            + "Notices, logins by OIDC or LDAP, and checks of other addresses need a policy more.\nNamespaces are known by the label kubernetes.io/metadata.name, which Kubernetes sets since 1.21.",
            [closed, server]);
    }

    private static IEnumerable<JsonObject> Egress(InstallOptions options)
    {
        yield return new JsonObject { ["ports"] = new JsonArray(Port(Dns, "UDP"), Port(Dns)) };
        var environments = options.Specs.SelectMany(spec => spec.Spec.Environments).ToList();
        var metrics = environments.Select(e => e.Traffic?.Prometheus?.Url).OfType<Uri>().Distinct().ToList();

        var ports = Https.Concat(options.Specs.Select(spec => RegistryPort(spec.Spec.Image)).OfType<int>())
            .Concat(metrics.Where(url => NamespaceOf(url) is null && !IPAddress.TryParse(url.Host, out _)).Select(url => url.Port));
        if (options.StoreSecret is not null)
            ports = ports.Append(options.StorePort);
        yield return new JsonObject { ["ports"] = new JsonArray([.. ports.Distinct().Order().Select(port => Port(port))]) };

        // A Service's port says nothing about that of its pods: in the cluster, whole namespaces are let through.
        var spaces = environments.SelectMany(e => e.Target is KubernetesTargetSpec target ? new[] { target.Namespaces.Blue, target.Namespaces.Green } : [])
            .Concat(metrics.Select(NamespaceOf).OfType<string>());
        yield return new JsonObject { ["to"] = new JsonArray([.. spaces.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Space)]) };

        foreach (var url in metrics.Where(url => IPAddress.TryParse(url.Host, out _)))
        {
            var address = IPAddress.Parse(url.Host);
            var block = $"{address}/{(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "32" : "128")}";
            yield return new JsonObject
            {
                ["to"] = new JsonArray(new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = block } }),
                ["ports"] = new JsonArray(Port(url.Port)),
            };
        }
    }

    /// <summary>The namespace of a Service's address, <c>NAME.NAMESPACE.svc</c>; null for an address outside of the cluster.</summary>
    private static string? NamespaceOf(Uri url) => url.Host.Split('.') is [_, var ns, "svc", ..] ? ns : null;

    /// <summary>The port that an image's registry names; null for the usual one.</summary>
    private static int? RegistryPort(string? image) =>
        image?.Split('/')[0].Split(':') is [_, var port] && image.Contains('/') && int.TryParse(port, out var number) ? number : null;

    private static JsonObject Space(string ns) =>
        new() { ["namespaceSelector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["kubernetes.io/metadata.name"] = ns } } };

    private static JsonObject Port(int port, string protocol = "TCP") => new() { ["port"] = port, ["protocol"] = protocol };
}
