using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Testing.Kubernetes;
using Slipway.Testing.Kubernetes.Node;

namespace Slipway.Bench.Kubernetes;

/// <summary>A Deployment of real pods and a Service, as a user has them before Slipway comes. All versions are one image; a pod answers with the version of its release.</summary>
/// <param name="ns">Its namespace, which nothing else uses.</param>
/// <param name="hook">How long the pods' <c>preStop</c> hook waits; none for zero.</param>
internal sealed class RealShop(Cluster cluster, RealNode node, string ns, TimeSpan hook, TimeProvider time)
{
    public const string Name = "shop";

    private const int FirstReplicas = 2;
    private const int PollMilliseconds = 20;
    private const int WaitSeconds = 180;
    /// <summary>Of .NET: above <c>shared/Microsoft.NETCore.App/VERSION</c>.</summary>
    private static readonly string Runtime = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory()).TrimEnd('/');

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(3);

    /// <summary>The address that kube-proxy gives the Service.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The spec that brings out its versions.</summary>
    public ClusterApps Apps(StrategySpec strategy, int replicas) => new(
        [
            new AppSpec
            {
                App = Name,
                Artifact = "",
                Image = $"{RealNode.Image}:{{version}}",
                Directory = "/",
                Environments =
                [
                    new EnvironmentSpec
                    {
                        Name = ClusterApps.Production,
                        Target = new DeploymentSpec
                        {
                            Deployment = Name, Namespaces = new PerSlot<string>(ns, ns), Replicas = replicas, Twin = strategy is BlueGreenSpec ? "green" : "candidate", ReadyWithin = ReadyWithin,
                        },
                        Traffic = new ServiceSpec { Service = Name, Namespaces = new PerSlot<string>(ns, ns) },
                        Strategy = strategy,
                        HotTrigger = null,
                    },
                ],
            },
        ],
        node.ImageDigest);

    /// <summary>Returns once its pods are ready.</summary>
    public async Task CreateAsync(CancellationToken cancellation)
    {
        await cluster.Api.PostYamlAsync($"/apis/apps/v1/namespaces/{ns}/deployments", Deployment(), cancellation);
        var service = await cluster.Api.PostYamlAsync($"/api/v1/namespaces/{ns}/services", $$"""
            apiVersion: v1
            kind: Service
            metadata: { name: {{Name}} }
            spec:
              selector: { app: {{Name}} }
              ports: [{ port: 80, targetPort: {{ShopProgram.Port}} }]
            """, cancellation);
        Url = new Uri($"http://{(string)service["spec"]!["clusterIP"]!}/");
        await ReadyAsync(FirstReplicas, cancellation);
    }

    /// <summary>All pods end, and only then there are new ones: what a switch must not be like.</summary>
    public async Task BreakAsync(int replicas, CancellationToken cancellation)
    {
        await ScaleAsync(0, cancellation);
        await UntilAsync(async () => (await cluster.Api.GetAsync($"/api/v1/namespaces/{ns}/pods", cancellation))!["items"]!.AsArray().Count == 0, "the pods to be gone", cancellation);
        await ScaleAsync(replicas, cancellation);
        await ReadyAsync(replicas, cancellation);
    }

    /// <summary>All is gone, and so is what it costs the machine.</summary>
    public Task DeleteAsync(CancellationToken cancellation) => cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}", graceSeconds: null, cancellation);

    private Task ReadyAsync(int replicas, CancellationToken cancellation) => UntilAsync(
        async () => (int?)(await cluster.Api.GetAsync($"/apis/apps/v1/namespaces/{ns}/deployments/{Name}", cancellation))!["status"]?["availableReplicas"] == replicas,
        "the pods to be ready", cancellation);

    private async Task ScaleAsync(int replicas, CancellationToken cancellation) => await cluster.Api.PatchAsync(
        $"/apis/apps/v1/namespaces/{ns}/deployments/{Name}/scale", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } }, cancellation);

    private async Task UntilAsync(Func<Task<bool>> holds, string what, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (!await holds())
        {
            if (time.GetElapsedTime(began).TotalSeconds > WaitSeconds)
                throw new BenchFailedException($"waited {WaitSeconds} s for {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(PollMilliseconds), time, cancellation);
        }
    }

    /// <summary>What this program needs of the machine, so that it and its runtime need not be in an image.</summary>
    private static List<string> Folders()
    {
        List<string> wanted = ["/usr", "/lib", "/lib64", Runtime, AppContext.BaseDirectory];
        var folders = wanted.Where(Directory.Exists).Select(folder => folder.TrimEnd('/')).Distinct(StringComparer.Ordinal).ToList();
        return [.. folders.Where(folder => !folders.Exists(other => folder.StartsWith($"{other}/", StringComparison.Ordinal)))];
    }

    private string Deployment()
    {
        var folders = Folders();
        var volumes = string.Join(", ", folders.Select((folder, number) => $"{{ name: folder{number}, hostPath: {{ path: \"{folder}\" }} }}"));
        var mounts = string.Join(", ", folders.Select((folder, number) => $"{{ name: folder{number}, mountPath: \"{folder}\", readOnly: true }}"));
        return $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{Name}} }
            spec:
              replicas: {{FirstReplicas}}
              selector: { matchLabels: { app: {{Name}} } }
              template:
                metadata: { labels: { app: {{Name}} } }
                spec:
                  automountServiceAccountToken: false
                  # Longer than the hook and the program's own limit together.
                  terminationGracePeriodSeconds: 15
                  volumes: [{{volumes}}]
                  containers:
                  - name: {{Name}}
                    image: {{RealNode.Image}}:1
                    imagePullPolicy: Never
                    command: ["{{Environment.ProcessPath}}", {{ShopProgram.Command}}]
                    env:
                    - { name: {{ShopProgram.VersionVariable}}, valueFrom: { fieldRef: { fieldPath: "metadata.annotations['slipway.dev/version']" } } }
                    - { name: DOTNET_ROOT, value: "{{Runtime}}" }
                    - { name: DOTNET_EnableDiagnostics, value: "0" }
                    - { name: DOTNET_SYSTEM_GLOBALIZATION_INVARIANT, value: "1" }
                    ports: [{ containerPort: {{ShopProgram.Port}} }]
                    volumeMounts: [{{mounts}}]
                    {{(hook > TimeSpan.Zero ? $"lifecycle: {{ preStop: {{ exec: {{ command: [/bin/busybox, sleep, \"{hook.TotalSeconds:0}\"] }} }} }}" : "")}}
                    # Where many share the machine, a slow answer must not take a pod out of the Service.
                    readinessProbe: { httpGet: { path: /, port: {{ShopProgram.Port}} }, periodSeconds: 1, timeoutSeconds: 10, failureThreshold: 10 }
            """;
    }
}
