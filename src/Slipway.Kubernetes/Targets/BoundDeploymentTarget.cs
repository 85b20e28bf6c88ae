using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Fencing;

namespace Slipway.Kubernetes.Targets;

/// <summary>The Deployment of one spec. Holds nothing of its own: caches and clients are shared.</summary>
internal sealed class BoundDeploymentTarget(Clusters clusters, DeploymentSpec spec, CrashOutput crashes, PodWarnings warnings, PodProber prober, TimeProvider time) : ITarget
{
    private const int MaxLogLines = 10_000;
    private const int MaxLogBytes = 4 * 1024 * 1024;

    private readonly DeploymentReads _reads = new(clusters, spec, crashes, warnings, time);

    public string Name => DeploymentSpec.Kind;

    public async Task<IReadOnlyList<string>> CheckAsync(Workload workload, CancellationToken cancellation)
    {
        KubeClient client;
        try
        {
            client = clusters.Client(spec.Context);
        }
        catch (KubeException unusable)
        {
            return [unusable.Message];
        }

        return await new DeploymentPreflight(client, spec, workload).ProblemsAsync(cancellation);
    }

    public Task ApplyAsync(Workload workload, EffectOrder order, CancellationToken cancellation)
    {
        var doing = workload.Replicas == 0 ? $"bring {workload.Slot.Label()} to none" : $"bring {workload.Replicas} of {workload.Version} to {workload.Slot.Label()}";
        return Faults.ToldAsync(doing, async () =>
        {
            var client = clusters.Client(spec.Context);
            var fence = new EnvironmentFence(client, spec.Namespaces.Blue, workload.Environment);
            await fence.RunAsync(order, async writes =>
            {
                var orders = new DeploymentOrders(client, spec, writes, _reads.Learn);
                if (workload.Replicas > 0)
                {
                    await orders.RaiseAsync(workload, cancellation);
                    return;
                }

                await orders.ClearAsync(workload.Environment, workload.Slot, cancellation);
                await _reads.UntilGoneAsync(workload.Environment, workload.Slot, cancellation);
            }, cancellation);
            return true;
        });
    }

    public Task<WorkloadStatus> ReadAsync(EnvironmentKey environment, Slot slot, CancellationToken cancellation) =>
        Faults.ToldAsync($"read {environment} {slot.Label()}", () => _reads.StatusAsync(environment, slot, cancellation));

    public Task<IReadOnlyList<CheckResult>> RunChecksAsync(EnvironmentKey environment, Slot slot, IReadOnlyList<CheckSpec> checks, CancellationToken cancellation) =>
        Faults.ToldAsync($"check {environment} {slot.Label()}", async () =>
        {
            var status = await _reads.StatusAsync(environment, slot, cancellation);
            var ready = status.Instances.Where(i => i.State == InstanceState.Ready).Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
            var pods = (await _reads.PodsAsync(environment, slot, cancellation)).Where(pod => ready.Contains(pod.Name)).ToList();
            return (IReadOnlyList<CheckResult>)await Task.WhenAll(pods.SelectMany(pod => checks.Select(async check =>
            {
                var answer = await prober.AskAsync(clusters.Client(spec.Context), pod, _reads.Port(pod), check.Probe, cancellation);
                return new CheckResult(check.Name, pod.Name, answer.Passed, answer.Detail);
            })));
        });

    public Task<IReadOnlyList<LogLine>> ReadLogsAsync(EnvironmentKey environment, Slot slot, int lines, CancellationToken cancellation) =>
        Faults.ToldAsync($"read the logs of {environment} {slot.Label()}", async () =>
        {
            var read = new List<LogLine>();
            foreach (var pod in await _reads.PodsAsync(environment, slot, cancellation))
                read.AddRange(await LinesAsync(pod, Math.Clamp(lines, 1, MaxLogLines), cancellation));
            return (IReadOnlyList<LogLine>)read;
        });

    private async Task<IEnumerable<LogLine>> LinesAsync(KubeObject pod, int lines, CancellationToken cancellation)
    {
        var container = spec.Container ?? (string?)pod.Items("spec", "containers").FirstOrDefault()?["name"];
        try
        {
            var text = await clusters.Client(spec.Context).ReadLogsAsync(pod.Namespace, pod.Name, new LogOptions { Container = container, TailLines = lines, MaxBytes = MaxLogBytes }, cancellation);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new LogLine(pod.Name, line));
        }
        catch (KubeException none) when (none.Status is 400 or 404)
        {
            // It has not begun, or has gone meanwhile: nothing was printed.
            return [];
        }
        catch (KubeException unread)
        {
            // A node that does not answer keeps its own pods' output and no other's.
            return [new LogLine(pod.Name, $"(its output cannot be read: {unread.Message})")];
        }
    }
}
