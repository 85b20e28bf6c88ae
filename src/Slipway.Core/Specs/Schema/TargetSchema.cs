using Slipway.Core.Specs.Model;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys under <c>target:</c>.</summary>
internal static class TargetSchema
{
    private const long MinLogBytes = 4 * 1024;
    private const long MaxLogBytes = 10L * 1024 * 1024 * 1024;

    private static readonly ObjectType<RestartSpec> Restart = new ObjectType<RestartSpec>(new RestartSpec())
        .Optional("backoff", DurationType.Positive, r => r.Backoff, (r, v) => r with { Backoff = v },
            "Before the first restart; doubled for each further one.")
        .Optional("maxBackoff", DurationType.Positive, r => r.MaxBackoff, (r, v) => r with { MaxBackoff = v },
            "The doubling ends here.")
        .Optional("crashes", new WholeNumberType(1, 100), r => r.Crashes, (r, v) => r with { Crashes = v },
            "This many ends within `within` are a crash loop, which fails a rollout.")
        .Optional("within", DurationType.Positive, r => r.Within, (r, v) => r with { Within = v },
            "The time over which `crashes` counts.")
        .Rule((r, at) =>
        {
            if (r.Backoff > r.MaxBackoff)
                at.Key("backoff").Error("is longer than maxBackoff", "raise maxBackoff too");
        });

    private static readonly ObjectType<LogSpec> Logs = new ObjectType<LogSpec>(new LogSpec())
        .Optional("maxSize", new SizeType(MinLogBytes, MaxLogBytes), l => l.MaxSize, (l, v) => l with { MaxSize = v },
            "Size at which a log is rotated.")
        .Optional("keep", new WholeNumberType(0, 100), l => l.Keep, (l, v) => l with { Keep = v },
            "Rotated files kept for each instance.");

    private static readonly NamedType<string> Variables = new(
        TextType.AnyOrBlank, "variables", IsVariable, "letters, digits and _, not beginning with a digit", "^[A-Za-z_][A-Za-z0-9_]*$");

    private static readonly ObjectType<ProcessesSpec> Processes = new ObjectType<ProcessesSpec>(new ProcessesSpec { Command = [] })
        .Required("command", ProbeSchema.Command, p => p.Command, (p, v) => p with { Command = v },
            "The program and its arguments, never a shell line. {port} becomes the instance's free port, {version} the version, {artifact} the version's folder.",
            "[python3, server.py, --port, \"{port}\"]")
        .Started("replicas", new WholeNumberType(1, 100), p => p.Replicas, (p, v) => p with { Replicas = v },
            "Instances of the version that carries all traffic.", "2")
        .Optional("workingDirectory", TextType.Any, p => p.WorkingDirectory, (p, v) => p with { WorkingDirectory = v },
            "Where the program starts, with the same placeholders.")
        .Optional("environment", Variables, p => [.. p.Environment], (p, v) => p with { Environment = new SortedDictionary<string, string>(v.ToDictionary(), StringComparer.Ordinal) },
            "Added to the server's own environment. PORT, SLIPWAY_APP, SLIPWAY_ENVIRONMENT and SLIPWAY_VERSION are set as well.", "{ LOG_LEVEL: info }")
        .Started("ready", ProbeSchema.Ready, p => p.Ready is { } probe ? new ReadyDraft { Probe = probe, Within = p.ReadyWithin } : null,
            (p, v) => p with { Ready = v.Probe, ReadyWithin = v.Within },
            "When an instance may be given requests. Without it: as soon as it runs.", "{ http: /ready, within: 30s }")
        .Started("live", ProbeSchema.Live, p => p.Live, (p, v) => p with { Live = v },
            "When a running instance counts as broken and is replaced. Without it: only when its process ends.", "{ http: /health, every: 5s, failures: 3 }")
        .Optional("stopWithin", DurationType.Positive, p => p.StopWithin, (p, v) => p with { StopWithin = v },
            "From SIGTERM to SIGKILL.")
        .Optional("restart", Restart, p => p.Restart, (p, v) => p with { Restart = v },
            "What happens when an instance ends by itself.")
        .Optional("logs", Logs, p => p.Logs, (p, v) => p with { Logs = v },
            "How much of each instance's output is kept.");

    public static ObjectType<TargetSpec> Type { get; } = new ObjectType<TargetSpec>(null!)
        .Started("processes", Processes, t => t as ProcessesSpec, (_, v) => v, "Versions as processes of this machine.")
        .Optional("deployment", KubernetesTargetSchema.Deployment, t => t as DeploymentSpec, (_, v) => v,
            "Versions as a Kubernetes Deployment.", "{ name: shop, namespace: shop, replicas: 3 }")
        .Optional("helm", KubernetesTargetSchema.Helm, t => t as HelmSpec, (_, v) => v,
            "Versions as a Helm release.", "{ release: shop, namespace: shop }")
        .Optional("kustomize", KubernetesTargetSchema.Manifests(kustomize: true), t => t is ManifestsSpec { Kustomize: true } built ? built : null, (_, v) => v,
            "Versions as manifests that Kustomize builds; what an earlier version had and the new one has not is removed.", "{ path: overlays/production, namespace: shop }")
        .Optional("manifests", KubernetesTargetSchema.Manifests(kustomize: false), t => t is ManifestsSpec { Kustomize: false } plain ? plain : null, (_, v) => v,
            "Versions as plain manifests; what an earlier version had and the new one has not is removed.", "{ namespace: shop }")
        .Optional("argocd", KubernetesTargetSchema.ArgoCd, t => t as ArgoCdSpec, (_, v) => v,
            "Versions as the target revision of Argo CD Applications.", "{ application: shop }")
        .ExactlyOneOf("processes", "deployment", "helm", "kustomize", "manifests", "argocd");

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
