using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers.Maintenance;

/// <summary>Finds what would keep an environment from showing its maintenance page. Changes nothing.</summary>
/// <param name="router">The router's key in the spec.</param>
/// <param name="routed">Null where the app's Service itself is the router.</param>
internal sealed class PageCheck(RouterCluster cluster, SideServices sides, RouterObject? routed, string router, EnvironmentKey environment)
{
    /// <returns>In words; empty: nothing stands against it.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        if (sides.Page is not { } name)
            return [$"environments.{environment.Environment}.traffic.{router} names none: write maintenancePage with the name of a Service that serves it"];
        if (routed is { PicksFromService: true })
            return [$"the sides are subsets of the Service {sides.App}, and pods of a page are in neither: take destinationRule out of environments.{environment.Environment}.traffic.{router}"];
        var problems = new List<string>();
        foreach (var ns in new[] { sides.Namespaces.Blue, sides.Namespaces.Green }.Distinct(StringComparer.Ordinal))
            problems.AddRange(await ProblemsAsync(sides.App with { Namespace = ns }, new ServiceName(ns, name), cancellation));
        return problems;
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(ServiceName own, ServiceName page, CancellationToken cancellation)
    {
        var problems = new List<string>();
        if (!(await cluster.Client.CanAsync("patch", ResourceKinds.Services, own.Namespace, own.Name, cancellation: cancellation)).Allowed)
            problems.Add($"the user of context {cluster.Client.Access.Name} may not patch services '{own.Name}' in namespace {own.Namespace}: add it to the user's role, or run slipway install");
        var service = await cluster.Client.GetAsync(ResourceKinds.Services, own.Namespace, own.Name, cancellation);
        if (service is null)
            problems.Add($"there is no Service {own}: deploy first");
        else if (service.Text("spec", "clusterIP") == "None")
            problems.Add($"the Service {own} is headless: who asks it goes to ports of its own pods, whatever stands behind it");
        if (await cluster.Client.GetAsync(ResourceKinds.Services, page.Namespace, page.Name, cancellation) is not { } shown)
            return [.. problems, $"there is no Service {page}: create it, with pods that serve the page"];
        if (shown.Texts("spec", "selector").Count == 0)
            problems.Add($"the Service {page} has no selector: Slipway cannot tell which pods are behind it");
        else if (SideEndpoints.Addresses(await cluster.Client.GetAsync(ResourceKinds.Endpoints, page.Namespace, page.Name, cancellation)).Count == 0)
            problems.Add($"no ready pod stands behind the Service {page}: start one");
        if (service is not null)
        {
            ServiceTarget.For(service, shown, out var missing);
            if (missing is not null)
                problems.Add($"the Service {page} has no counterpart for port {missing} of {own}: give it one of the same name or number");
        }

        return problems;
    }
}
