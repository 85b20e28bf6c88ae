using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Slipway.Testing.Kubernetes.Node;

/// <summary>
/// A real node for a cluster: containerd, the kubelet, the scheduler and kube-proxy, so that real pods run and Services have
/// addresses. Only below <c>eng/kubernetes-node.sh</c>, which gives it a network of its own.
/// </summary>
public sealed class RealNode : IAsyncDisposable
{
    /// <summary>The repository of images that the node has: <c>{Image}:v1</c> and <c>{Image}:v2</c>, which answer on port 8080.</summary>
    public const string Image = "slipway.test/pod";

    /// <summary>What a pod of these images answers at, with its version in the header <c>X-Version</c>.</summary>
    public const string Path = "/cgi-bin/version";

    private const string Name = "node";
    private const string Pause = "slipway.test/pause:1";
    private const string Plugins = "/usr/lib/cni";
    private const string Pods = "10.244.0.0/16";
    private const int PortOfPods = 8080;

    private readonly ProgramFolder _folder = new("slipway-node");
    private readonly ClusterPrograms _programs = ClusterPrograms.Find()!;
    private readonly Cluster _cluster;

    private RealNode(Cluster cluster) => _cluster = cluster;

    /// <summary>Whether this process may have one.</summary>
    public static bool IsPossible => Environment.GetEnvironmentVariable("SLIPWAY_NODE") is { Length: > 0 };

    private string Socket => _folder["containerd.sock"];

    /// <summary>Returns once the node is ready and has its images.</summary>
    /// <exception cref="InvalidOperationException">There is no place for a node here, or a part does not start; with what it logged.</exception>
    public static async Task<RealNode> StartAsync(Cluster cluster, CancellationToken cancellation)
    {
        if (!IsPossible)
            throw new InvalidOperationException("A node needs a network of its own: run this below eng/kubernetes-node.sh");
        var node = new RealNode(cluster);
        try
        {
            await node.StartContainerdAsync(cancellation);
            await node.ImportAsync("pause", [Pause], ["/bin/busybox", "sleep", int.MaxValue.ToString(CultureInfo.InvariantCulture)], "", cancellation);
            foreach (var version in (string[])["v1", "v2"])
            {
                await node.ImportAsync(
                    version, [$"{Image}:{version}"], ["/bin/busybox", "httpd", "-f", "-p", PortOfPods.ToString(CultureInfo.InvariantCulture), "-h", "/www"], version, cancellation);
            }

            await node.StartKubernetesAsync(cancellation);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task StartContainerdAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder["network"]);
        await File.WriteAllTextAsync(_folder["network/pods.conflist"], $$"""
            {
              "cniVersion": "0.4.0",
              "name": "pods",
              "plugins": [{
                "type": "bridge", "bridge": "pods0", "isGateway": true, "hairpinMode": true,
                "ipam": { "type": "host-local", "ranges": [[{ "subnet": "{{Pods}}" }]], "routes": [{ "dst": "0.0.0.0/0" }] }
              }]
            }
            """, cancellation);
        await File.WriteAllTextAsync(_folder["containerd.toml"], $"""
            version = 2
            root = "{_folder["images"]}"
            state = "{_folder["state"]}"
            [grpc]
              address = "{Socket}"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "{Pause}"
              restrict_oom_score_adj = true
              [plugins."io.containerd.grpc.v1.cri".cni]
                bin_dir = "{Plugins}"
                conf_dir = "{_folder["network"]}"
            """, cancellation);
        _folder.Run("containerd", ["--config", _folder["containerd.toml"]]);
        if (!await _folder.UntilAsync("containerd", async () => File.Exists(Socket) && await ControlAsync(["version"], cancellation) is null, cancellation))
            throw _folder.Failure("containerd");
    }

    private async Task ImportAsync(string file, IReadOnlyList<string> names, IReadOnlyList<string> command, string version, CancellationToken cancellation)
    {
        var archive = _folder[$"{file}.tar"];
        PodImage.Write(archive, names, command, version);
        if (await ControlAsync(["images", "import", archive], cancellation) is { } failure)
            throw new InvalidOperationException($"the image {names[0]} cannot be imported: {failure}");
    }

    private async Task StartKubernetesAsync(CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(_folder["kubelet.yaml"], $$"""
            apiVersion: kubelet.config.k8s.io/v1beta1
            kind: KubeletConfiguration
            cgroupDriver: cgroupfs
            cgroupRoot: {{Environment.GetEnvironmentVariable("SLIPWAY_NODE_GROUP")}}
            failSwapOn: false
            enforceNodeAllocatable: []
            resolvConf: ""
            authentication: { anonymous: { enabled: true }, webhook: { enabled: false } }
            authorization: { mode: AlwaysAllow }
            healthzPort: 0
            imageGCHighThresholdPercent: 100
            evictionHard: { memory.available: 1Mi }
            """, cancellation);
        var address = Environment.GetEnvironmentVariable("SLIPWAY_NODE");
        _folder.Run(_programs[ClusterPrograms.Kubelet], [
            $"--config={_folder["kubelet.yaml"]}", $"--kubeconfig={_cluster.KubeConfigPath}", "--container-runtime=remote", $"--container-runtime-endpoint=unix://{Socket}",
            $"--root-dir={_folder["pods"]}", $"--cert-dir={_folder["pods"]}", $"--hostname-override={Name}", $"--node-ip={address}",
        ]);
        _folder.Run(_programs[ClusterPrograms.Scheduler], [$"--kubeconfig={_cluster.KubeConfigPath}", "--leader-elect=false", "--port=0", "--secure-port=0"]);
        _folder.Run(_programs[ClusterPrograms.Proxy], [
            $"--kubeconfig={_cluster.KubeConfigPath}", "--proxy-mode=iptables", $"--cluster-cidr={Pods}", $"--hostname-override={Name}",
            // The limits of connection tracking belong to the machine, not to this network.
            "--conntrack-max-per-core=0", "--conntrack-tcp-timeout-established=0", "--conntrack-tcp-timeout-close-wait=0",
        ]);
        if (!await _folder.UntilAsync(ClusterPrograms.Kubelet, () => IsReadyAsync(cancellation), cancellation))
            throw _folder.Failure(ClusterPrograms.Kubelet);
        foreach (var program in (string[])[ClusterPrograms.Scheduler, ClusterPrograms.Proxy])
        {
            if (_folder.HasEnded(program))
                throw _folder.Failure(program);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        var node = await _cluster.Api.GetAsync($"/api/v1/nodes/{Name}", cancellation);
        // Nobody else takes away what keeps pods from a new node.
        if (node?["spec"]?["taints"] is not null)
            await _cluster.Api.PatchAsync($"/api/v1/nodes/{Name}", new() { ["spec"] = new JsonObject { ["taints"] = null } }, cancellation);
        return node?["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") ?? false;
    }

    /// <summary>What it printed if it failed; null if it did not.</summary>
    private async Task<string?> ControlAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("ctr", ["--address", Socket, "--namespace", "k8s.io", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? null : $"{errors}{await output}";
    }
}
