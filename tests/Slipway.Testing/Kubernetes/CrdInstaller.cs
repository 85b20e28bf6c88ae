using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes;

/// <summary>Brings kinds into a cluster, each set once, and waits until the server takes their objects.</summary>
internal sealed class CrdInstaller(ClusterApi api)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Separator = "\n---\n";

    private readonly ConcurrentDictionary<Crds, Lazy<Task<IReadOnlyList<string>>>> _sets = new();

    /// <returns>The paths of the definitions that were not there before.</returns>
    public Task<IReadOnlyList<string>> InstallAsync(Crds set) => _sets.GetOrAdd(set, new Lazy<Task<IReadOnlyList<string>>>(() => BringAsync(set))).Value;

    private async Task<IReadOnlyList<string>> BringAsync(Crds set)
    {
        var created = new List<string>();
        foreach (var document in Read(set).Split(Separator))
        {
            JsonObject definition;
            try
            {
                definition = await api.PostYamlAsync(Definitions, document, CancellationToken.None);
                created.Add($"{Definitions}/{(string)definition["metadata"]!["name"]!}");
            }
            catch (HttpRequestException there) when (there.StatusCode == HttpStatusCode.Conflict)
            {
                // The cluster has the real one.
                continue;
            }

            foreach (var version in definition["spec"]!["versions"]!.AsArray())
                await api.AppearAsync($"/apis/{(string)definition["spec"]!["group"]!}/{(string)version!["name"]!}/{(string)definition["spec"]!["names"]!["plural"]!}", CancellationToken.None);
        }

        return created;
    }

    private static string Read(Crds set)
    {
        var name = set switch
        {
            Crds.Istio => "istio",
            Crds.GatewayApi => "gateway-api",
            Crds.ArgoCd => "argo-cd",
            Crds.Traefik => "traefik",
            Crds.ServiceMonitor => "service-monitor",
            _ => throw new ArgumentOutOfRangeException(nameof(set), set, message: null),
        };
        using var stream = typeof(CrdInstaller).Assembly.GetManifestResourceStream($"Slipway.Testing.Kubernetes.Crds.{name}.yaml")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
