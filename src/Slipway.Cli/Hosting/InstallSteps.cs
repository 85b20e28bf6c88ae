using Slipway.Core.Specs.Model;
using Slipway.Kubernetes;
using Slipway.Kubernetes.Install;

namespace Slipway.Cli.Hosting;

/// <summary>What a person does next, as commands. Secrets are made by hand: their content is in no file.</summary>
internal static class InstallSteps
{
    /// <param name="folder">Null: the manifests went to the screen.</param>
    public static IEnumerable<string> For(InstallOptions options, string? folder)
    {
        var environments = options.Specs.SelectMany(spec => spec.Spec.Environments.Select(environment => (spec.Spec.App, Environment: environment))).ToList();
        var spaces = environments.Select(e => EnvironmentAccess.Of(e.Environment)).SelectMany(a => a.Needs.Select(need => need.Namespace).Concat(a.Anything)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        yield return $"{(folder is null ? "These manifests run" : $"{folder} holds the manifests of")} Slipway for {string.Join(", ", environments.Select(e => $"{e.App}/{e.Environment.Name}"))}. Nothing is applied yet:";
        yield return "";
        yield return $"  kubectl get namespace {string.Join(' ', spaces)}    # all of them have to be there";
        yield return folder is null ? $"  kubectl create namespace {options.Namespace}" : $"  kubectl apply -f {folder}/10-namespace.yaml";
        if (options.StoreSecret is { } store)
            yield return $"  kubectl -n {options.Namespace} create secret generic {store} --from-file=url=FILE    # a file with postgres://user:password@host/database";
        if (options.TlsSecret is { } tls)
            yield return $"  kubectl -n {options.Namespace} create secret tls {tls} --cert=FILE --key=FILE    # for slipway.{options.Namespace}.svc";
        if (options.RegistrySecret is { } registry)
            yield return $"  kubectl -n {options.Namespace} create secret generic {registry} --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=FILE";
        yield return folder is null ? "  slipway install … | kubectl apply -f -" : $"  kubectl apply -f {folder}";
        yield return $"  kubectl -n {options.Namespace} rollout status deployment slipway";
        yield return $"  kubectl -n {options.Namespace} logs deployment/slipway    # says the first token";
        foreach (var (app, environment) in environments)
        {
            if (environment.Target is HelmSpec)
                yield return $"note: {app}/{environment.Name} needs the program helm, which Slipway's image has not: give an image with it by --image";
            if (environment.Target is HelmSpec { Chart: var chart } && !chart.StartsWith("oci://", StringComparison.Ordinal) || environment.Target is ManifestsSpec)
                yield return $"note: the versions of {app}/{environment.Name} are files, which the server's pod has only from its image: give one with them by --image";
        }
    }
}
