using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Targets;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets;

public sealed class ConfigReferencesTests
{
    [Fact]
    public void Every_place_where_a_template_names_them_is_found()
    {
        ConfigReferences.Names(PodSpec(), secrets: false).ShouldBe(["volume", "projected", "init", "variable", "all"], ignoreOrder: true);
        ConfigReferences.Names(PodSpec(), secrets: true).ShouldBe(["volume-s", "projected-s", "variable-s", "all-s"], ignoreOrder: true);
    }

    [Fact]
    public void A_copy_is_named_by_its_content_and_by_nothing_else()
    {
        var one = Map("""{ "data": { "a": "1", "b": "2" } }""");
        CopyName.Of(one).ShouldBe(CopyName.Of(Map("""{ "data": { "b": "2", "a": "1" }, "metadata": { "name": "settings", "labels": { "x": "y" } } }""")));
        CopyName.Of(one).ShouldNotBe(CopyName.Of(Map("""{ "data": { "a": "1", "b": "3" } }""")));
        CopyName.Of(one).ShouldNotBe(CopyName.Of(Map("""{ "binaryData": { "a": "1", "b": "2" } }""")));
        CopyName.Original(CopyName.Of(one)).ShouldBe("settings");
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("settings-slipway")]
    [InlineData("settings-slipway-12345")]
    [InlineData("-slipway-0123456789")]
    public void What_is_no_copy_is_its_own_original(string name) => CopyName.Original(name).ShouldBe(name);

    private static KubeObject Map(string json)
    {
        var map = new KubeObject(JsonNode.Parse(json)!.AsObject());
        map.Json.Within("metadata")["name"] = "settings";
        return map;
    }

    private static JsonObject PodSpec() => JsonNode.Parse("""
        {
          "volumes": [
            { "name": "a", "configMap": { "name": "volume" } }, { "name": "b", "secret": { "secretName": "volume-s" } }, { "name": "c", "emptyDir": {} },
            { "name": "d", "projected": { "sources": [{ "configMap": { "name": "projected" } }, { "secret": { "name": "projected-s" } }] } }],
          "initContainers": [{ "name": "i", "envFrom": [{ "configMapRef": { "name": "init" } }] }],
          "containers": [{
            "name": "shop",
            "env": [
              { "name": "A", "value": "b" }, { "name": "B", "valueFrom": { "configMapKeyRef": { "name": "variable", "key": "k" } } },
              { "name": "C", "valueFrom": { "secretKeyRef": { "name": "variable-s", "key": "k" } } }],
            "envFrom": [{ "configMapRef": { "name": "all" } }, { "secretRef": { "name": "all-s" } }] }]
        }
        """)!.AsObject();
}
