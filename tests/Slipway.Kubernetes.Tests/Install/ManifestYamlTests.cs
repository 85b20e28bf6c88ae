using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Slipway.Kubernetes.Install;
using Xunit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Tests.Install;

public sealed class ManifestYamlTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("registry.example/slipway:1.0@sha256:12")]
    [InlineData("--listen=0.0.0.0:7070")]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("0x1f")]
    [InlineData("1e3")]
    [InlineData("2026-11-21")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("ends:")]
    [InlineData("- x")]
    [InlineData("{version}")]
    [InlineData("*")]
    [InlineData("\u0085\u2028\ufeff\0\t")]
    [InlineData("emoji \ud83d\udea2 in a line\nand another\n")]
    [InlineData("app: shop\n\n  # indented\nend")]
    [InlineData("app: shop\nend\n")]
    [InlineData("  begins with blanks\nend\n")]
    [InlineData("two ends\n\n")]
    [InlineData("\n")]
    [InlineData("tab\t\n\tmore\n")]
    public void Any_text_is_read_as_it_was_written(string text) => Again(text).ShouldBe(text);

    [Fact]
    public void So_is_any_that_nobody_thought_of() => Prop.ForAll<NonNull<string>>(text => Again(text.Get) == text.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void Objects_and_lists_nest() =>
        ManifestYaml.Of(JsonNode.Parse("""{ "a": { "b": [1, "x", { "c": null, "d": [{ "e": true }] }] }, "f": [], "g": {} }""")!.AsObject()).ShouldBe("""
            a:
              b:
              - 1
              - x
              - c: null
                d:
                - e: true
            f: []
            g: {}

            """.ReplaceLineEndings("\n"));

    /// <summary>As value, in a list, and as a name.</summary>
    private static string Again(string text)
    {
        var item = new JsonObject { ["value"] = text, ["list"] = new JsonArray(text, new JsonObject { ["in"] = text }), ["names"] = new JsonObject { [text] = "x" } };
        var stream = new YamlStream();
        stream.Load(new StringReader(ManifestYaml.Of(item)));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        var list = (YamlSequenceNode)root["list"];
        string?[] read = [Text(root["value"]), Text(list[0]), Text(list[1]["in"]), Text(((YamlMappingNode)root["names"]).Children.Single().Key)];
        return read.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem() ?? "read as no text";
    }

    /// <summary>Null for a plain one that the rules of YAML 1.1 take for something else than a text.</summary>
    private static string? Text(YamlNode node)
    {
        var scalar = (YamlScalarNode)node;
        return scalar.Style == ScalarStyle.Plain && (double.TryParse(scalar.Value, CultureInfo.InvariantCulture, out _) || scalar.Value is "true" or "No" or "~" or "") ? null : scalar.Value;
    }
}
