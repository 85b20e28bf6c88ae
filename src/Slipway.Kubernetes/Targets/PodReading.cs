using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Targets;

/// <summary>A pod as an instance. Pure.</summary>
internal static class PodReading
{
    /// <summary>Null for a pod that has ended for good (evicted, or its node shut down): its ReplicaSet has made another one, and it takes no more part.</summary>
    /// <param name="version">What is wanted on the side; a pod of another one is on its way out. Null: whatever is there.</param>
    public static InstanceStatus? Instance(KubeObject pod, string? port, string? version)
    {
        if (pod.Text("status", "phase") is "Failed" or "Succeeded")
            return null;
        var (state, detail) = StateOf(pod, version);
        var address = pod.Text("status", "podIP") is { Length: > 0 } ip && port is not null ? $"{(ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip)}:{port}" : null;
        return new InstanceStatus(pod.Name, state, address, Restarts(pod), Since(pod), detail);
    }

    /// <summary>The version that a pod was made as; null where it does not say.</summary>
    public static ReleaseVersion? VersionOf(KubeObject pod) =>
        ReleaseVersion.TryParse(pod.Text("metadata", "annotations", Marks.Version), out var version) ? version : null;

    /// <summary>The number of the port that takes requests, as the pod's template says it; null where it has none.</summary>
    /// <param name="wanted">Number or name; null for the first.</param>
    public static string? Port(KubeObject pod, string? container, string? wanted)
    {
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return wanted;
        var ports = Containers(pod, container).SelectMany(c => new KubeObject(c).Items("ports")).Select(port => new KubeObject(port));
        return ports.FirstOrDefault(port => wanted is null || port.Text("name") == wanted)?.Integer("containerPort")?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What keeps a container from running, by the kubelet's own reason; null where nothing does.</summary>
    public static (string Container, string Reason, string Message)? Waiting(KubeObject pod) => Statuses(pod)
        .Where(status => status.Find("state", "waiting") is not null)
        .Select(status => ((string Container, string Reason, string Message)?)(status.Text("name") ?? "", status.Text("state", "waiting", "reason") ?? "", status.Text("state", "waiting", "message") ?? ""))
        .FirstOrDefault(waiting => waiting!.Value.Reason is not ("" or "ContainerCreating" or "PodInitializing"));

    /// <summary>How a container ended that is started again; null where none did.</summary>
    public static string? LastEnd(KubeObject pod, string container)
    {
        var status = Statuses(pod).FirstOrDefault(s => s.Text("name") == container);
        var ended = status?.Find("lastState", "terminated") is not null ? "lastState" : "state";
        return status?.Integer(ended, "terminated", "exitCode") is { } code ? $"exit code {code}{(status.Text(ended, "terminated", "reason") is { } reason and not "Error" ? $", {reason}" : "")}" : null;
    }

    /// <summary>Why no node takes it; null when one did.</summary>
    public static string? Unscheduled(KubeObject pod) =>
        pod.Condition("PodScheduled") is { IsFalse: true } scheduled ? scheduled.Message : null;

    private static (InstanceState State, string Detail) StateOf(KubeObject pod, string? version)
    {
        if (pod.IsBeingDeleted)
            return (InstanceState.Stopping, "");
        if (version is not null && VersionOf(pod)?.ToString() is { } other && other != version)
            return (InstanceState.Draining, $"of {other}, on its way out");
        if (pod.Condition("Ready") is { IsTrue: true })
            return (InstanceState.Ready, "");
        if (Waiting(pod) is { } waiting)
        {
            var detail = $"{waiting.Reason}{(waiting.Message.Length > 0 ? $": {waiting.Message}" : "")}{(LastEnd(pod, waiting.Container) is { } end ? $" ({end})" : "")}";
            return (Restarts(pod) > 0 || waiting.Reason == "CrashLoopBackOff" ? InstanceState.Crashed : InstanceState.Starting, detail);
        }

        if (Unscheduled(pod) is { } unscheduled)
            return (InstanceState.Starting, $"waits for a node: {unscheduled}");
        if (Statuses(pod).Any(status => status.Find("state", "terminated") is not null))
            return (InstanceState.Crashed, "ended; it will be started again");
        return WasReady(pod) ? (InstanceState.Unready, "its readiness probe fails") : (InstanceState.Starting, "");
    }

    /// <summary>It stopped being ready after it had begun to run: one that never was has been unready since before.</summary>
    private static bool WasReady(KubeObject pod)
    {
        var since = Time(pod, "Ready");
        var running = Statuses(pod).Select(status => status.Time("state", "running", "startedAt")).Where(at => at is not null).Max();
        return running is not null && since > running;
    }

    private static DateTimeOffset Since(KubeObject pod) => pod.Time("metadata", "deletionTimestamp") ?? Time(pod, "Ready") ?? pod.CreatedAt ?? default;

    private static DateTimeOffset? Time(KubeObject pod, string condition) => pod.Items("status", "conditions").Select(item => new KubeObject(item))
        .FirstOrDefault(item => item.Text("type") == condition)?.Time("lastTransitionTime");

    private static int Restarts(KubeObject pod) => (int)Statuses(pod).Sum(status => status.Integer("restartCount") ?? 0);

    private static IEnumerable<KubeObject> Statuses(KubeObject pod) =>
        pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses")).Select(item => new KubeObject(item));

    private static IEnumerable<System.Text.Json.Nodes.JsonObject> Containers(KubeObject pod, string? name) =>
        pod.Items("spec", "containers").Where(c => name is null || (string?)c["name"] == name);
}
