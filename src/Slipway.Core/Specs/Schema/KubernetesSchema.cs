using Slipway.Core.Specs.Model;
using Slipway.Core.Values;

namespace Slipway.Core.Specs.Schema;

/// <summary>What all keys about Kubernetes share, and the rules that tie a target to its traffic.</summary>
internal static class KubernetesSchema
{
    public static ObjectType<PerSlot<string>> Sides(string what, string blue, string green) => new ObjectType<PerSlot<string>>(new PerSlot<string>("", ""))
        .Required("blue", KubernetesName.Type, s => s.Blue, (s, v) => s with { Blue = v }, $"{what} of the blue side.", blue)
        .Required("green", KubernetesName.Type, s => s.Green, (s, v) => s with { Green = v }, $"{what} of the green side.", green)
        .Rule((s, at) =>
        {
            if (s.Blue == s.Green)
                at.Key("green").Error("is the same as blue", "give each side its own, or name one for both");
        });

    public static ObjectType<PerSlot<string>> Namespaces { get; } = Sides("Namespace", "production-blue", "production-green");

    /// <summary>What the parts of an environment take from each other.</summary>
    public static EnvironmentSpec Filled(EnvironmentSpec environment)
    {
        var (target, traffic) = (environment.Target, environment.Traffic);
        if (target is DeploymentSpec deployment)
            target = deployment with { Twin = TwinOf(deployment, environment), Thins = Thins(deployment, environment) };
        if (traffic is KubernetesTrafficSpec routed && target is KubernetesTargetSpec there)
            traffic = routed with { Context = there.Context, Namespaces = routed.Namespaces ?? there.Namespaces, Prometheus = Filled(routed) };
        return environment with { Target = target, Traffic = traffic };
    }

    private static PrometheusSpec? Filled(KubernetesTrafficSpec traffic) => traffic.Prometheus is not { } asked ? null : asked with
    {
        Requests = asked.Requests ?? traffic.OwnMetrics?.Requests,
        Errors = asked.Errors ?? traffic.OwnMetrics?.Errors,
        Latency = asked.Latency ?? traffic.OwnMetrics?.Latency,
    };

    /// <summary>Whether target, traffic and strategy go together.</summary>
    public static void PartsFit(EnvironmentSpec environment, SpecCursor at)
    {
        var strategy = environment.Strategy;
        var (onCluster, routed) = (environment.Target is KubernetesTargetSpec, environment.Traffic is KubernetesTrafficSpec);
        if (environment.Traffic is { } traffic && onCluster != routed)
        {
            at.Keys("traffic", traffic.Name).Error(
                routed ? "splits requests in a Kubernetes cluster, but the target's instances are processes of this machine" : "sends requests to processes of this machine, but the target runs in a Kubernetes cluster",
                routed ? "use gateway" : "use service, nginxIngress, istio, gatewayApi, alb or traefik");
        }

        if (!environment.Target.HasTwoPlaces && strategy is not RollingSpec)
        {
            at.Keys("strategy", strategy.Name).Error(
                $"needs both versions at once, but {environment.Target.Name} has one place for them here",
                environment.Target is ArgoCdSpec ? "use rolling, or name two 'applications'" : "use rolling, or name two 'namespaces'");
        }

        if (!environment.Target.HasTwoPlaces && environment.Traffic is not null)
            at.Key("traffic").Error("has nothing to split: a new version takes the old one's place here", "remove it, or give the sides places of their own");
        if (environment.Traffic is { } router)
        {
            WeightsFit(strategy, router, at);
            MetricsFit(router, at);
        }
    }

    private static void MetricsFit(TrafficSpec router, SpecCursor at)
    {
        if (router.Prometheus is not { } prometheus)
            return;
        var place = at.Keys("traffic", "prometheus");
        if (router is GatewaySpec)
            place.Error("is not needed: the gateway measures its requests itself", "remove it");
        foreach (var (key, query) in (ReadOnlySpan<(string, string?)>)[("requests", prometheus.Requests), ("errors", prometheus.Errors), ("latency", prometheus.Latency)])
        {
            if (query is null && router is not GatewaySpec)
                place.Key(key).Error("is missing", $"{router.Name} does not say by itself how its requests are counted: write a question with {{service}} in it");
        }
    }

    private static void WeightsFit(StrategySpec strategy, TrafficSpec router, SpecCursor at)
    {
        var weights = strategy switch { CanarySpec canary => canary.Weights, BlueGreenSpec blueGreen => blueGreen.Weights, _ => [] };
        for (var index = 0; index < weights.Count; index++)
        {
            var place = at.Keys("strategy", strategy.Name, "weights").Item(index);
            if (router.Features.Weights == Weighting.WholePercent && weights[index].Percent != decimal.Truncate(weights[index].Percent))
                place.Error($"{weights[index]} is finer than {router.Name} can split, which has whole percents", "round it, or use a router with finer weights: gateway, gatewayApi, traefik");
            if (router.Features.Weights == Weighting.Instances && strategy is BlueGreenSpec && !weights[index].IsFull)
                place.Error($"{router.Name} has no weights: it switches from one side to the other at once", "use [100%], or a canary, whose shares are made by the number of instances, or a router with weights");
        }
    }

    private static bool Thins(DeploymentSpec deployment, EnvironmentSpec environment) => environment.Strategy switch
    {
        RollingSpec => deployment.HasTwoNamespaces || environment.Traffic is not null,
        CanarySpec => environment.Traffic?.Features.Weights == Weighting.Instances,
        _ => false,
    };

    private static string? TwinOf(DeploymentSpec deployment, EnvironmentSpec environment) => environment.Strategy switch
    {
        _ when deployment.HasTwoNamespaces => null,
        RollingSpec when environment.Traffic is null => null,
        BlueGreenSpec => "green",
        _ => "candidate",
    };
}
