namespace Slipway.Core.Import.Flagger;

/// <summary>What becomes of the fields of a Canary.</summary>
internal static class CanaryFields
{
    private const string Analysis = "analysis";
    private const string Strategy = "strategy";
    private const string Target = "target.deployment";
    private const string Traffic = "traffic";
    private const string Generated = "belongs to the objects that Flagger generates; Slipway generates none, and leaves this to the objects themselves.";
    private const string WriteThere = "Write it there before the Canary is deleted.";

    public static MappingTable Table { get; } = new(
        "Flagger: Canary",
        new("targetRef", "target.deployment.name", "A Deployment, which has to be among the files, for its image. Other kinds are refused."),
        new("autoscalerRef", "target.deployment.replicas", "The fewest that a new version begins with."),
        new("progressDeadlineSeconds", "target.deployment.readyWithin", "The same."),
        new("provider", "traffic", "`nginx`, `istio`, `gatewayapi:…`, `traefik` and `kubernetes`; others have no equal, and shares are made by the number of pods. Where it is not said: by the keys that only one of them has."),
        new("ingressRef", "traffic.nginxIngress.ingress", "The same."),
        new("service.name", "traffic.ROUTER.service", "The same, and the name of the VirtualService, HTTPRoute or TraefikService."),
        new("service.targetPort", "target.deployment.port", "The same."),
        new("metricsServer", "traffic.prometheus.url", "The same, where the router says itself how its requests are counted."),
        new("skipAnalysis", "analysis", "true: an empty list."),
        new("analysis.interval", "strategy.*.observe", "How long each weight is watched."),
        new("analysis.threshold", "analysis", "Times interval: the `for` of each rule, but no longer than a weight is observed."),
        new("analysis.stepWeight", "strategy.canary.weights", "Steps up to maxWeight, and 100% at the end."),
        new("analysis.stepWeights", "strategy.canary.weights", "The same, and 100% at the end."),
        new("analysis.maxWeight", "strategy.canary.weights", "As stepWeight."),
        new("analysis.iterations", "strategy.blueGreen", "Blue-green, watched for interval × iterations after the switch; with `match` a gate `wait` of that time before it."),
        new("analysis.match", "traffic.ROUTER.match", "One header with an exact value, or for NGINX a cookie; the rest has no equal."),
        new("analysis.mirror", "traffic.ROUTER.mirror", "The same, where the router can."),
        new("analysis.mirrorWeight", "traffic.ROUTER.mirror", "The same, where the router can."),
        new("analysis.metrics[]", "analysis", "`request-success-rate` and `request-duration` (its p99) become rules; a question of your own where its meaning is certain."),
        new("analysis.webhooks[]", "gates", "`confirm-rollout` and `confirm-promotion` become gates `confirm`; others have no equal."),
        new("revertOnDeletion", null, "concerns Flagger's own objects.") { Decide = "Set it to true before the Canary is deleted, so that the Deployment has its pods again.", Near = Target },
        new("suspend", null, "holds rollouts; here that is a command, 'slipway freeze set'.") { Near = Strategy },
        new("routeRef", null, "is a route of Apache APISIX, a router that Slipway does not have.") { Decide = "Choose a router: nginxIngress, istio, gatewayApi, alb or traefik.", Near = Traffic },
        new("upstreamRef", null, "is an upstream of Gloo, a router that Slipway does not have.") { Decide = "Choose a router: nginxIngress, istio, gatewayApi, alb or traefik.", Near = Traffic },
        new("service.port", null, Generated) { Near = Traffic },
        new("service.portName", null, Generated) { Near = Traffic },
        new("service.appProtocol", null, Generated) { Near = Traffic },
        new("service.portDiscovery", null, Generated) { Near = Traffic },
        new("service.headless", null, Generated) { Near = Traffic },
        new("service.timeout", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.gateways", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.gatewayRefs", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.hosts", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.delegation", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.trafficPolicy", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.match", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.rewrite", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.retries", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.headers", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.corsPolicy", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.meshName", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.backends", null, Generated) { Decide = WriteThere, Near = Traffic },
        new("service.apex", null, Generated) { Near = Traffic },
        new("service.primary", null, Generated) { Near = Traffic },
        new("service.canary", null, Generated) { Near = Traffic },
        new("analysis.stepWeightPromotion", null, "has no equal: Slipway promotes by the last weight, 100%, and copies nothing back.") { Near = Strategy },
        new("analysis.primaryReadyThreshold", null, "has no equal: all pods have to be ready.") { Near = Strategy },
        new("analysis.canaryReadyThreshold", null, "has no equal: all pods have to be ready.") { Near = Strategy },
        new("analysis.sessionAffinity", null, "has no equal on routers of a cluster: clients are not kept on a side.") { Decide = "Say whether a client may see both versions.", Near = Traffic },
        new("analysis.alerts", null, "is a matter of notices here: 'slipway serve --notices' has channels and what they are told of.") { Decide = "Write them into notices.yaml.", Near = Analysis });
}
