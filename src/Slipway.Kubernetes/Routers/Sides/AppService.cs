using Slipway.Core.Values;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Routers.Sides;

/// <summary>What the app's own Service must be, for its requests to be divided.</summary>
internal static class AppService
{
    /// <param name="isRouter">Whether its selector is what divides them.</param>
    /// <returns>In words; empty: nothing stands against it.</returns>
    public static IEnumerable<string> Problems(KubeObject app, SideServices sides, EnvironmentKey environment, bool isRouter)
    {
        if (app.Text("spec", "type") == "ExternalName" || app.Texts("spec", "selector").Count == 0)
            yield return $"the Service {sides.App} has no selector: Slipway cannot tell which pods are behind it";
        if (ServicePin.RoutedFor(app) is { } other && other != environment.ToString())
            yield return $"the Service {sides.App} takes the requests of {other} already: give {environment} a Service of its own, or remove the annotation {RouterMarks.RoutedFor} if {other} is no more";
        if (isRouter && sides.AreApart)
            yield return $"a Service leads to pods of its own namespace alone, but the sides have {sides.Namespaces.Blue} and {sides.Namespaces.Green}: use one namespace, or istio, gatewayApi, nginxIngress or traefik";
    }
}
