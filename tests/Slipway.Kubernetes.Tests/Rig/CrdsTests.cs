using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Testing.Kubernetes;
using Xunit;

namespace Slipway.Kubernetes.Tests.Rig;

public sealed class CrdsTests(ClusterRun run)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Crds.Istio, "networking.istio.io/v1beta1/*/virtualservices", "networking.istio.io/v1alpha3/*/destinationrules")]
    [InlineData(Crds.GatewayApi, "gateway.networking.k8s.io/v1/*/httproutes", "gateway.networking.k8s.io/v1beta1/*/gateways")]
    [InlineData(Crds.ArgoCd, "argoproj.io/v1alpha1/*/applications", "argoproj.io/v1alpha1/*/appprojects")]
    [InlineData(Crds.Traefik, "traefik.io/v1alpha1/*/ingressroutes", "traefik.io/v1alpha1/*/traefikservices")]
    [InlineData(Crds.ServiceMonitor, "monitoring.coreos.com/v1/*/servicemonitors", "monitoring.coreos.com/v1/*/prometheusrules")]
    public async Task Kinds_of_others_can_be_asked_for(Crds set, string first, string second)
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);

        await cluster.InstallAsync(set);

        foreach (var path in (string[])[first, second])
            (await cluster.Api.GetAsync($"/apis/{path.Replace("*", $"namespaces/{name}", StringComparison.Ordinal)}", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_route_gets_the_defaults_of_the_Gateway_API()
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);
        await cluster.InstallAsync(Crds.GatewayApi);

        var route = await cluster.Api.PostYamlAsync($"/apis/gateway.networking.k8s.io/v1/namespaces/{name}/httproutes", """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: { name: shop }
            spec:
              parentRefs: [{ name: entry }]
              rules: [{ backendRefs: [{ name: shop, port: 80 }] }]
            """, Cancellation);

        var rule = route["spec"]!["rules"]![0]!;
        JsonNode.DeepEquals(rule["backendRefs"]![0], JsonNode.Parse("""{ "kind": "Service", "name": "shop", "port": 80, "weight": 1 }""")).ShouldBeTrue();
        ((string?)rule["matches"]![0]!["path"]!["type"]).ShouldBe("PathPrefix");
    }

    [Fact]
    public async Task Fields_that_the_schema_leaves_out_are_kept()
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);
        await cluster.InstallAsync(Crds.Istio);

        var service = await cluster.Api.PostYamlAsync($"/apis/networking.istio.io/v1beta1/namespaces/{name}/virtualservices", """
            apiVersion: networking.istio.io/v1beta1
            kind: VirtualService
            metadata: { name: shop }
            spec:
              hosts: [shop]
              http:
              - corsPolicy: { maxAge: 24h }
                route: [{ destination: { host: shop }, weight: 100 }]
            """, Cancellation);

        ((string?)service["spec"]!["http"]![0]!["corsPolicy"]!["maxAge"]).ShouldBe("24h");
    }

    [Fact]
    public async Task A_weight_that_the_schema_forbids_is_refused()
    {
        var cluster = await run.ClusterAsync();
        var name = await cluster.NamespaceAsync(Cancellation);
        await cluster.InstallAsync(Crds.GatewayApi);

        var refused = await Should.ThrowAsync<HttpRequestException>(() => cluster.Api.PostYamlAsync($"/apis/gateway.networking.k8s.io/v1/namespaces/{name}/httproutes", """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: { name: shop }
            spec: { rules: [{ backendRefs: [{ name: shop, weight: -1 }] }] }
            """, Cancellation));

        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
