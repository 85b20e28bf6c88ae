using System.Text.Json.Nodes;
using Shouldly;
using Slipway.Kubernetes.Client;
using Xunit;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class LabelSelectorTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("app=web", "app=web,tier=front", true)]
    [InlineData("app==web", "app=web", true)]
    [InlineData("app=web", "app=db", false)]
    [InlineData("app=web,tier=front", "app=web", false)]
    [InlineData("app!=web", "app=db", true)]
    [InlineData("app!=web", "", true)]
    [InlineData("app!=web", "app=web", false)]
    [InlineData("tier in (front, back)", "tier=back", true)]
    [InlineData("tier in (front,back),app", "tier=back", false)]
    [InlineData("tier notin (front,back)", "tier=back", false)]
    [InlineData("tier notin (front,back)", "", true)]
    [InlineData("canary", "canary=", true)]
    [InlineData("!canary", "canary=", false)]
    [InlineData("!canary", "", true)]
    [InlineData("slipway.dev/slot=blue", "slipway.dev/slot=blue", true)]
    public void Labels_match_as_on_the_server(string selector, string labels, bool matches)
    {
        var has = labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        LabelSelector.Parse(selector).Matches(has).ShouldBe(matches);
    }

    [Theory]
    [InlineData("app=web,tier in (back,front),env notin (a,b),release!=old,canary,!legacy")]
    [InlineData("")]
    public void A_selector_reads_as_it_was_written(string text) => LabelSelector.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("a b=c")]
    [InlineData("tier within (a)")]
    [InlineData("=web")]
    [InlineData("!")]
    public void What_is_no_selector_is_refused(string text) => Should.Throw<FormatException>(() => LabelSelector.Parse(text)).Message.ShouldContain($"'{text}' is no selector of labels");

    [Fact]
    public void The_selector_of_an_object_is_the_same_as_text()
    {
        var selector = JsonNode.Parse("""
            { "matchLabels": { "b": "2", "a": "1" },
              "matchExpressions": [{ "key": "tier", "operator": "In", "values": ["front", "back"] }, { "key": "old", "operator": "DoesNotExist" }] }
            """)!.AsObject();

        LabelSelector.Of(selector).ToString().ShouldBe("a=1,b=2,tier in (front,back),!old");
    }
}
