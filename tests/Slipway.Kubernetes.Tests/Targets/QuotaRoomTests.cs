using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class QuotaRoomTests
{
    [Theory]
    [InlineData("pods", "10", "8", 2, true)]
    [InlineData("pods", "10", "9", 2, false)]
    [InlineData("requests.cpu", "2", "1500m", 2, true)]
    [InlineData("requests.cpu", "2", "1600m", 2, false)]
    [InlineData("limits.memory", "1Gi", "512Mi", 2, true)]
    [InlineData("limits.memory", "1Gi", "600Mi", 2, false)]
    [InlineData("services", "1", "1", 9, true)]
    public void There_is_room_for_more_pods_or_not(string resource, string hard, string used, int pods, bool fits) =>
        QuotaRoom.Problems([Quota(resource, hard, used)], PodSpec(), pods).Any().ShouldBe(!fits);

    [Fact]
    public void A_quota_of_some_pods_only_is_left_to_the_server()
    {
        var quota = Quota("pods", "1", "1");
        quota.Json["spec"] = new JsonObject { ["scopes"] = new JsonArray("BestEffort") };
        QuotaRoom.Problems([quota], PodSpec(), 5).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("250m", 0.25)]
    [InlineData("2k", 2000)]
    [InlineData("1Ki", 1024)]
    [InlineData("1.5", 1.5)]
    [InlineData("2e3", 2000)]
    public void Amounts_are_read_as_Kubernetes_writes_them(string text, double amount) => Quantity.Read(text).ShouldBe((decimal)amount);

    [Theory]
    [InlineData("")]
    [InlineData("much")]
    [InlineData(null)]
    public void What_is_no_amount_is_none(string? text) => Quantity.Read(text).ShouldBeNull();

    private static KubeObject Quota(string resource, string hard, string used) => new(JsonNode.Parse($$"""
        { "kind": "ResourceQuota", "metadata": { "name": "few", "namespace": "shop" }, "status": { "hard": { "{{resource}}": "{{hard}}" }, "used": { "{{resource}}": "{{used}}" } } }
        """)!.AsObject());

    private static JsonObject PodSpec() => JsonNode.Parse("""
        { "containers": [
          { "name": "shop", "resources": { "requests": { "cpu": "200m" }, "limits": { "memory": "192Mi" } } },
          { "name": "sidecar", "resources": { "requests": { "cpu": "50m" }, "limits": { "memory": "64Mi" } } }] }
        """)!.AsObject();
}
