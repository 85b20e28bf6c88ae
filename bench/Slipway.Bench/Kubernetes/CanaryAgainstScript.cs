using System.Diagnostics;
using Slipway.Bench.Results;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Testing.Kubernetes;
using Spectre.Console;

namespace Slipway.Bench.Kubernetes;

/// <summary>A canary in three weights without waiting time: by Slipway, with its checks, record and read-back, and by a script of kubectl commands that has none of these.</summary>
internal sealed class CanaryAgainstScript(Cluster cluster, BenchContext context)
{
    private const int DefaultRuns = 10;
    private const int Replicas = 4;

    /// <summary>What a careful person would write: the twin's manifest, its pods ready before each step, the Service switched to it, the old pods gone.</summary>
    private const string Script = """
        set -eu
        k() { kubectl --kubeconfig "$CONFIG" --namespace "$NS" "$@"; }
        k apply -f - >/dev/null
        k rollout status deployment "$NEW" --timeout 60s >/dev/null
        k scale deployment "$OLD" --replicas 3 >/dev/null
        k scale deployment "$NEW" --replicas 2 >/dev/null
        k rollout status deployment "$NEW" --timeout 60s >/dev/null
        k scale deployment "$OLD" --replicas 2 >/dev/null
        k scale deployment "$NEW" --replicas 4 >/dev/null
        k rollout status deployment "$NEW" --timeout 60s >/dev/null
        k patch service "$SERVICE" --patch "{\"spec\":{\"selector\":{\"side\":\"$NEW\"}}}" >/dev/null
        k scale deployment "$OLD" --replicas 0 >/dev/null
        k wait --for=delete pod --selector "$OLDPODS" --timeout 60s >/dev/null 2>&1 || true
        """;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellation)
    {
        var runs = context.Runs ?? DefaultRuns;
        var ns = await cluster.NamespaceAsync(cancellation);
        await using var kubelet = await Kubelet.StartAsync(cluster, ns, cancellation);
        var apps = ClusterApps.Canaries(ns, 1, Replicas, [Weight.FromPercent(25), Weight.FromPercent(50), Weight.Full]);
        using var user = new KubeClient(KubeConfig.Load(cluster.KubeConfigPath).Context(), context.Time);
        foreach (var name in new[] { ClusterApps.NameOf(0), "script-0" })
        {
            await user.CreateAsync(ResourceKinds.Deployments, WorkloadObjects.Deployment(ns, name, Replicas), cancellation: cancellation);
            await user.CreateAsync(ResourceKinds.Services, WorkloadObjects.Service(ns, name), cancellation: cancellation);
        }

        await using var engine = await ClusterEngine.StartAsync(cluster, apps, context.Time, cancellation);
        await engine.EndedAsync((await engine.DeployAsync(ClusterApps.NameOf(0), "1.0.0", cancellation)).Id, cancellation);
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var (our, their) = (
                await TimeAsync(async () => await engine.EndedAsync((await engine.DeployAsync(ClusterApps.NameOf(0), $"2.0.{run}", cancellation)).Id, cancellation)),
                await TimeAsync(() => ScriptAsync(ns, run, cancellation)));
            if (run == 0)
                continue;
            ours.Add(our);
            theirs.Add(their);
        }

        context.Console.WriteLine("  where the time of one goes:");
        var profile = await new CanaryProfile(engine, context).MeasureAsync(ClusterApps.NameOf(0), $"2.1.{runs}", cancellation);
        var (slipway, script) = (new Sample(ours), new Sample(theirs));
        context.Console.WriteLine($"  a canary in three weights: {slipway.Median:0.0} s, by a script {script.Median:0.0} s");
        return
        [
            new Figure($"canary in three weights without waiting: Slipway, median of {slipway.Count}", slipway.Median, "s"),
            new Figure($"canary in three weights without waiting: kubectl script, median of {script.Count}", script.Median, "s"),
            new Figure("canary in three weights without waiting: times faster than the script, of medians", script.Median / slipway.Median),
            .. profile,
        ];
    }

    private async Task<double> TimeAsync(Func<Task> work)
    {
        var began = context.Time.GetTimestamp();
        await work();
        return context.Time.GetElapsedTime(began).TotalSeconds;
    }

    private async Task ScriptAsync(string ns, int run, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("bash", ["-c", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardError = true };
        var (old, fresh) = ($"script-{run}", $"script-{run + 1}");
        foreach (var (name, value) in new[]
        {
            ("CONFIG", cluster.KubeConfigPath), ("NS", ns), ("OLD", old), ("NEW", fresh), ("SERVICE", "script-0"),
            ("OLDPODS", run == 0 ? "app=script-0,!side" : $"side={old}"),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new BenchFailedException("bash could not be started");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.StandardInput.WriteAsync(WorkloadObjects.Side(ns, "script-0", fresh, $"2.0.{run}").Json.ToJsonString());
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new BenchFailedException($"the script ended with code {process.ExitCode}: {await errors}");
    }
}
