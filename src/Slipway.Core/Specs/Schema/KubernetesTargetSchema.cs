using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>The keys of targets in a Kubernetes cluster.</summary>
internal static class KubernetesTargetSchema
{
    private static readonly TimeSpan Progress = TimeSpan.FromMinutes(10);

    private static readonly PerSlot<string> Nowhere = new("", "");

    private static readonly ListType<string> Names = new(KubernetesName.Type, "names", max: 20);

    private static readonly ChoiceType<DriftResponse> Drifts = new(
        [DriftResponse.Report, DriftResponse.Heal], drift => drift == DriftResponse.Heal ? "heal" : "report");

    private static readonly NamedType<string> Settings = new(
        TextType.AnyOrBlank, "values", name => name.Length > 0, "a path as Helm writes it: image.tag", "^.+$");

    public static ObjectType<DeploymentSpec> Deployment { get; } = InCluster(new ObjectType<DeploymentSpec>(new DeploymentSpec { Deployment = "", Namespaces = Nowhere, ReadyWithin = Progress })
            .Required("name", KubernetesName.OfDeployment, d => d.Deployment, (d, v) => d with { Deployment = v },
                "The Deployment, which has to be there already. It is taken over as it is; what Slipway does not change stays yours.", "shop"))
        .Started("replicas", new WholeNumberType(1, 10_000), d => d.Replicas, (d, v) => d with { Replicas = v },
            "Pods of the version that carries all traffic. Where a HorizontalPodAutoscaler is at work: the fewest that a new version begins with.", "3")
        .Optional("container", KubernetesName.Type, d => d.Container, (d, v) => d with { Container = v },
            "The container that gets the release's image. Needed where the pod has several.", "web")
        .Optional("port", KubernetesName.Type, d => d.Port, (d, v) => d with { Port = v },
            "Number or name of the container's port that takes requests and checks. Without it: the first that it has.", "8080")
        .Optional("configMaps", Names, d => d.ConfigMaps, (d, v) => d with { ConfigMaps = v },
            "ConfigMaps of the template whose content belongs to the release: each version gets copies of its own, and goes back with them.", "[shop-settings]")
        .Optional("secrets", Names, d => d.Secrets, (d, v) => d with { Secrets = v },
            "As configMaps, for Secrets. What is in them is in no plan and no event.", "[shop-keys]");

    public static ObjectType<HelmSpec> Helm { get; } = InCluster(new ObjectType<HelmSpec>(new HelmSpec { Release = "", Namespaces = Nowhere, ReadyWithin = Progress })
            .Required("release", KubernetesName.OfDeployment, h => h.Release, (h, v) => h with { Release = v },
                "Name of the Helm release.", "shop"))
        .Optional("chart", TextType.Any, h => h.Chart, (h, v) => h with { Chart = v },
            "A folder, a packed chart or oci://…; {version} and {artifact} are filled in. A relative path begins in the version's files.")
        .Optional("values", new ListType<string>(TextType.Any, "files", max: 20), h => h.Values, (h, v) => h with { Values = v },
            "Values files in order, later ones win; the same placeholders.", "[values-production.yaml]")
        .Optional("set", Settings, h => [.. h.Set], (h, v) => h with { Set = new SortedDictionary<string, string>(v.ToDictionary(), StringComparer.Ordinal) },
            "Single values above all files; the same placeholders, and {digest}.", "{ image.tag: \"{version}\" }");

    public static ObjectType<ManifestsSpec> Manifests(bool kustomize) => InCluster(new ObjectType<ManifestsSpec>(new ManifestsSpec { Namespaces = Nowhere, Kustomize = kustomize, ReadyWithin = Progress })
        .Optional("path", TextType.Any, m => m.Path, (m, v) => m with { Path = v },
            kustomize ? "The folder with kustomization.yaml; {version} and {artifact} are filled in." : "A file, or a folder whose .yaml, .yml and .json files are applied; {version} and {artifact} are filled in."));

    public static ObjectType<ArgoCdSpec> ArgoCd { get; } = Shared(new ObjectType<ArgoCdSpec>(new ArgoCdSpec { Applications = Nowhere, Namespaces = new PerSlot<string>("argocd", "argocd"), ReadyWithin = Progress })
            .Optional("application", KubernetesName.Type, _ => null, (a, v) => a with { Applications = new PerSlot<string>(v, v) },
                "The Application, where one serves both sides: a new version takes the old one's place.", "shop")
            .Optional("applications", KubernetesSchema.Sides("Application", "shop-blue", "shop-green"), _ => null, (a, v) => a with { Applications = v },
                "An Application for each side.", "{ blue: shop-blue, green: shop-green }")
            .Optional("namespace", KubernetesName.Type, a => a.Namespaces.Blue, (a, v) => a with { Namespaces = new PerSlot<string>(v, v) },
                "Where the Applications are."))
        .Optional("revision", TextType.Any, a => a.Revision, (a, v) => a with { Revision = v },
            "The target revision; {version} is filled in.", "\"v{version}\"")
        .Optional("drift", Drifts, a => a.Drift, (a, v) => a with { Drift = v },
            "When the cluster no longer is what Git says: report shows it, heal has it synced.")
        .Optional("syncWindows", new FlagType(), a => a.SyncWindows, (a, v) => a with { SyncWindows = v },
            "Writes the environment's windows into the project as sync windows, so that Argo CD and Slipway agree.")
        .ExactlyOneOf("application", "applications");

    private static ObjectType<T> InCluster<T>(ObjectType<T> type)
        where T : KubernetesTargetSpec => Shared(type
            .Optional("namespace", KubernetesName.Type, _ => null, (t, v) => (T)(t with { Namespaces = new PerSlot<string>(v, v) }),
                "Where it runs.", "shop")
            .Optional("namespaces", KubernetesSchema.Namespaces, _ => null, (t, v) => (T)(t with { Namespaces = v }),
                "A namespace for each side.", "{ blue: production-blue, green: production-green }")
            .ExactlyOneOf("namespace", "namespaces"));

    private static ObjectType<T> Shared<T>(ObjectType<T> type)
        where T : KubernetesTargetSpec => type
            .Optional("context", TextType.Any, t => t.Context, (t, v) => (T)(t with { Context = v }),
                "The context of the server's kubeconfig. Without it: the current one, or the cluster in which the server runs.", "production")
            .Optional("readyWithin", DurationType.Positive, t => t.ReadyWithin, (t, v) => (T)(t with { ReadyWithin = v }),
                "How long a new version may take until all of it is ready.");
}
