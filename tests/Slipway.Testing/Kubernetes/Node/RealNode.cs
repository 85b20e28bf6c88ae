using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.Core.Values;

namespace Slipway.Testing.Kubernetes.Node;

/// <summary>
/// A real node for a cluster: containerd, the kubelet, the scheduler and kube-proxy, so that real pods run and Services have
/// addresses. Only below <c>eng/kubernetes-node.sh</c>, which gives it a network of its own.
/// </summary>
public sealed class RealNode : IAsyncDisposable
{
    /// <summary>The repository of the one image that the node has: BusyBox. It is there as <c>{Image}:1</c>, and by any tag together with <see cref="ImageDigest"/>.</summary>
    public const string Image = "slipway.test/pod";

    private const string Name = "node";
    private const string Pause = "slipway.test/pause:1";
    private const string Plugins = "/usr/lib/cni";
    private const string Pods = "10.244.0.0/16";
    private const string Tag = "1";

    private readonly ProgramFolder _folder = new("slipway-node");
    private readonly ClusterPrograms _programs = ClusterPrograms.Find()!;
    private readonly Cluster _cluster;
    private EndedPods? _ended;

    private RealNode(Cluster cluster) => _cluster = cluster;

    /// <summary>Whether this process may have one.</summary>
    public static bool IsPossible => Environment.GetEnvironmentVariable("SLIPWAY_NODE") is { Length: > 0 };

    /// <summary>Of <see cref="Image"/>.</summary>
    public Digest ImageDigest { get; private set; }

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
            IReadOnlyList<string> idle = ["/bin/busybox", "sleep", int.MaxValue.ToString(CultureInfo.InvariantCulture)];
            await node.ImportAsync(Pause, idle, cancellation);
            await node.ImportAsync($"{Image}:{Tag}", idle, cancellation);
            node.ImageDigest = await node.NameByDigestAsync(cancellation);
            await node.StartKubernetesAsync(cancellation);
            node._ended = new EndedPods(cluster.Api);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended is not null)
            await _ended.DisposeAsync();
        await _folder.DisposeAsync();
    }

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
        if (!await _folder.UntilAsync("containerd", async () => File.Exists(Socket) && (await ControlAsync(["version"], cancellation)).Failure is null, cancellation))
            throw _folder.Failure("containerd");
    }

    private async Task ImportAsync(string name, IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var archive = _folder["image.tar"];
        PodImage.Write(archive, name, command);
        await InsistAsync(["images", "import", archive], cancellation);
    }

    /// <summary>As a registry would have it: a release names its image by the digest.</summary>
    private async Task<Digest> NameByDigestAsync(CancellationToken cancellation)
    {
        var listed = await InsistAsync(["images", "list", $"name=={Image}:{Tag}"], cancellation);
        foreach (var word in listed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Digest.TryParse(word, out var digest))
                continue;
            await InsistAsync(["images", "tag", $"{Image}:{Tag}", $"{Image}@{digest}"], cancellation);
            return digest;
        }

        throw new InvalidOperationException($"containerd does not say the digest of {Image}:{Tag}: {listed}");
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

    private async Task<string> InsistAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var (output, failure) = await ControlAsync(arguments, cancellation);
        return failure is null ? output : throw new InvalidOperationException($"ctr {string.Join(' ', arguments)} failed: {failure}");
    }

    /// <summary>What containerd's own client printed, and all of that again if it failed.</summary>
    private async Task<(string Output, string? Failure)> ControlAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo("ctr", ["--address", Socket, "--namespace", "k8s.io", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var reading = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        var output = await reading;
        return (output, process.ExitCode == 0 ? null : $"{errors}{output}");
    }
}
