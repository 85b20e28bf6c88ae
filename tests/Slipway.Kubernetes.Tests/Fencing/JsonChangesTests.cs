using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Fencing;
using Xunit;

namespace Slipway.Kubernetes.Tests.Fencing;

public sealed class JsonChangesTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "[]")]
    [InlineData("""{"a":1}""", """{"a":2}""", """[{"op":"replace","path":"/a","value":2}]""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2,"d":3}}""", """[{"op":"remove","path":"/a/b"},{"op":"add","path":"/a/d","value":3}]""")]
    [InlineData("""{"l":[{"n":1},{"n":2}]}""", """{"l":[{"n":1},{"n":3}]}""", """[{"op":"replace","path":"/l/1/n","value":3}]""")]
    [InlineData("""{"l":[1]}""", """{"l":[1,2]}""", """[{"op":"replace","path":"/l","value":[1,2]}]""")]
    [InlineData("""{"x/y~z":1}""", """{"x/y~z":2}""", """[{"op":"replace","path":"/x~1y~0z","value":2}]""")]
    [InlineData("""{"a":null}""", """{"a":{}}""", """[{"op":"replace","path":"/a","value":{}}]""")]
    public void Only_what_differs_is_named(string before, string after, string patch) =>
        JsonChanges.Between(JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject()).ToJsonString().ShouldBe(patch);
}
