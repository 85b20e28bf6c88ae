using Slipway.Core.Ports;
using Slipway.Core.Values;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Routers.Objects;
using Slipway.Kubernetes.Routers.Sides;

namespace Slipway.Kubernetes.Routers;

/// <summary>Finds what would stop a router before anything is started. Changes nothing.</summary>
/// <param name="routed">Null where the app's Service itself is the router.</param>
internal sealed class RouterCheck(RouterCluster cluster, SideServices sides, RouterObject? routed)
{
    /// <returns>In words; empty: nothing stands against it.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        ResourceKind? kind = null;
        try
        {
            kind = routed is null ? null : await cluster.ServedAsync(routed.Kinds, routed.Namespace, cancellation);
        }
        catch (PortUnavailableException notServed)
        {
            return [notServed.Message];
        }
        catch (KubeException e) when (e.Status == 403)
        {
            // Which verbs are missing is said below.
            kind = routed!.Kinds[0];
        }

        // Without the right to read, all else would be found missing.
        var denied = await DeniedAsync(kind, cancellation);
        return denied.Count > 0 ? denied : [.. await AppProblemsAsync(environment, cancellation), .. await RoutedProblemsAsync(kind, environment, cancellation)];
    }

    private async Task<IReadOnlyList<string>> DeniedAsync(ResourceKind? kind, CancellationToken cancellation)
    {
        var asked = RouterAccess.Of(sides, routed, kind).SelectMany(need => need.Verbs.Select(async verb =>
            (Need: need, Verb: verb, (await cluster.Client.CanAsync(verb, need.Kind, need.Namespace, need.Name, cancellation: cancellation)).Allowed)));
        return [.. (await Task.WhenAll(asked)).Where(answer => !answer.Allowed)
            .GroupBy(answer => (answer.Need.Kind, answer.Need.Namespace, answer.Need.Name))
            .Select(g => $"Slipway may not {string.Join(", ", g.Select(a => a.Verb))} {g.Key.Kind}{(g.Key.Name is { } name ? $" '{name}'" : "")} in the namespace {g.Key.Namespace}: grant it these verbs, or run slipway install")];
    }

    private async Task<IReadOnlyList<string>> AppProblemsAsync(EnvironmentKey environment, CancellationToken cancellation)
    {
        var problems = new List<string>();
        foreach (var slot in sides.AreApart ? Slots.All : [Slot.Blue])
        {
            var name = sides.App with { Namespace = sides.Namespaces[slot] };
            if (await cluster.Client.GetAsync(ResourceKinds.Services, name.Namespace, name.Name, cancellation) is not { } app)
            {
                problems.Add($"there is no Service {name}: create it, or name another in the spec");
                continue;
            }

            problems.AddRange(AppService.Problems(app, sides, environment, isRouter: routed is null));
            // The other side's pods may all be gone; that of the first deployment must be there.
            if (slot == Slot.Blue && ServicePin.RoutedFor(app) is null && await MatchesNothingAsync(app, cancellation))
                problems.Add($"the selector of the Service {name} matches no pod: it is {string.Join(", ", app.Texts("spec", "selector").Select(s => $"{s.Key}={s.Value}"))}");
        }

        if (sides.AreApart)
            return problems;
        foreach (var side in Slots.All)
        {
            if (await cluster.Client.GetAsync(ResourceKinds.Services, sides[side].Namespace, sides[side].Name, cancellation) is { } found && !OwnObject.IsOf(found, environment))
                problems.Add($"there is a {found} already, and it is not Slipway's: its name is that of the side; rename or delete it");
        }

        return problems;
    }

    private async Task<bool> MatchesNothingAsync(KubeObject app, CancellationToken cancellation)
    {
        // Pods that are not ready count: those, too, are in the endpoints of a Service that means them.
        var endpoints = await cluster.Client.GetAsync(ResourceKinds.Endpoints, app.Namespace, app.Name, cancellation);
        return app.Texts("spec", "selector").Count > 0 && endpoints?.Items("subsets").Any() != true;
    }

    private async Task<IReadOnlyList<string>> RoutedProblemsAsync(ResourceKind? kind, EnvironmentKey environment, CancellationToken cancellation)
    {
        if (routed is null || kind is null)
            return [];
        if (await cluster.Client.GetAsync(kind, routed.Namespace, routed.Name, cancellation) is not { } main)
            return [$"there is no {kind.Kind} {routed.Namespace}/{routed.Name}: create it, or name another in the spec"];
        var problems = routed.Problems(main.Json).ToList();
        if (routed.Own is { } own && await cluster.Client.GetAsync(kind, own.Namespace, own.Name, cancellation) is { } found && !OwnObject.IsOf(found, environment))
            problems.Add($"there is a {found} already, and it is not Slipway's: its name is needed; rename or delete it");
        if (routed.Needs is { } needed)
        {
            var served = await cluster.ServedAsync(needed.Kinds, needed.Namespace, cancellation);
            var there = await cluster.Client.GetAsync(served, needed.Namespace, needed.Name, cancellation);
            problems.AddRange(there is null ? [$"there is no {served.Kind} {needed.Namespace}/{needed.Name}: create it, or remove it from the spec"] : needed.Problems(there.Json));
        }

        return problems;
    }
}
