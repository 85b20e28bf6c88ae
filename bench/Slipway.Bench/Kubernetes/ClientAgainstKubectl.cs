using System.Diagnostics;
using System.Text.Json.Nodes;
using Slipway.Bench.Results;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>The same work by the client and by <c>kubectl</c>, in turns, so that whatever else the machine does meets both.</summary>
internal sealed class ClientAgainstKubectl(Cluster cluster, BenchContext context)
{
    private const int DefaultRuns = 100;
    private const int Deployments = 50;
    private const string Kubectl = "kubectl";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        var runs = context.Runs ?? DefaultRuns;
        var ns = await cluster.NamespaceAsync(cancellation);
        using var client = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        for (var number = 0; number < Deployments; number++)
            await client.CreateAsync(ResourceKinds.Deployments, Deployment(ns, $"app-{number}"), cancellation: cancellation);

        var kind = ResourceKinds.Deployments;
        string[] on = ["--kubeconfig", cluster.KubeConfigPath, "--namespace", ns];
        return
        [
            .. await CompareAsync("get a Deployment",
                _ => client.GetAsync(kind, ns, "app-1", cancellation),
                _ => KubectlAsync([.. on, "get", "deployment", "app-1", "-o", "json"], null, cancellation)),
            .. await CompareAsync($"list {Deployments} Deployments",
                _ => client.ListAsync(kind, ns, cancellation: cancellation),
                _ => KubectlAsync([.. on, "get", "deployments", "-o", "json"], null, cancellation)),
            // Each has a Deployment of its own: neither pays for what the other changes.
            .. await CompareAsync("apply a Deployment by the server",
                run => client.ApplyAsync(kind, Deployment(ns, "app-2", $"v{run}"), new ApplyOptions { Force = true }, cancellation),
                run => KubectlAsync(
                    [.. on, "apply", "--server-side", "--force-conflicts", "--field-manager", "slipway", "-f", "-"], Deployment(ns, "app-3", $"v{run}").Json.ToJsonString(), cancellation)),
            .. await CompareAsync("patch a Deployment",
                run => client.PatchAsync(kind, ns, "app-4", JsonPatchKind.Merge, Note(run), cancellation: cancellation),
                run => KubectlAsync([.. on, "patch", "deployment", "app-5", "--type", "merge", "--patch", Note(run).ToJsonString()], null, cancellation)),
        ];

        async Task<IEnumerable<Figure>> CompareAsync(string what, Func<int, Task> byClient, Func<int, Task> byKubectl)
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var run = 0; run <= runs; run++)
            {
                var (our, their) = (await TimeAsync(() => byClient(run)), await TimeAsync(() => byKubectl(run)));
                // The first finds files, connections and caches cold.
                if (run == 0)
                    continue;
                ours.Add(our);
                theirs.Add(their);
            }

            var (client, kubectl) = (new Sample(ours), new Sample(theirs));
            context.Console.WriteLine($"  {what}: {client.Median:0.0} ms, kubectl {kubectl.Median:0.0} ms");
            return
            [
                new Figure($"{what}: client, median of {client.Count}", client.Median, "ms"),
                new Figure($"{what}: client, p99", client.Quantile(0.99), "ms"),
                new Figure($"{what}: kubectl, median of {kubectl.Count}", kubectl.Median, "ms"),
                new Figure($"{what}: kubectl, p99", kubectl.Quantile(0.99), "ms"),
                new Figure($"{what}: times faster than kubectl, of medians", kubectl.Median / client.Median),
            ];
        }
    }

    private async Task<double> TimeAsync(Func<Task> work)
    {
        var began = context.Time.GetTimestamp();
        await work();
        return context.Time.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task KubectlAsync(IReadOnlyList<string> arguments, string? input, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Kubectl, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new BenchFailedException("kubectl could not be started");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        if (input is not null)
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        await output;
        if (process.ExitCode != 0)
            throw new BenchFailedException($"kubectl {string.Join(' ', arguments)} ended with code {process.ExitCode}: {await errors}");
    }

    private static JsonObject Note(int run) =>
        new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["slipway.dev/order"] = $"1.{run}" } } };

    /// <summary>Without instances, so that nothing but the object is work for the cluster.</summary>
    private static KubeObject Deployment(string ns, string name, string version = "v0")
    {
        var labels = new JsonObject { ["app"] = name };
        var item = KubeObject.New(ResourceKinds.Deployments, ns, name);
        item.Json["spec"] = new JsonObject
        {
            ["replicas"] = 0,
            ["paused"] = true,
            ["selector"] = new JsonObject { ["matchLabels"] = labels.DeepClone() },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels },
                ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "web", ["image"] = $"example.test/web:{version}" }) },
            },
        };
        return item;
    }
}
