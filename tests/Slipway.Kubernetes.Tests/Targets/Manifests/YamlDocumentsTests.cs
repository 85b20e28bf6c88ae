using Shouldly;
using Slipway.Kubernetes.Targets.Manifests;
using Xunit;

namespace Slipway.Kubernetes.Tests.Targets.Manifests;

public sealed class YamlDocumentsTests
{
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("off", "false")]
    [InlineData("y", "\"y\"")]
    [InlineData("~", "null")]
    [InlineData("0644", "420")]
    [InlineData("0o17", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-12", "-12")]
    [InlineData("1.50", "1.5")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("089", "\"089\"")]
    [InlineData("12345678901234567890123", "\"12345678901234567890123\"")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("500m", "\"500m\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    public void Scalars_are_read_as_kubectl_reads_them(string text, string json) =>
        YamlDocuments.Read($"a: {text}", "f.yaml")[0].Json.ToJsonString().ShouldBe($"{{\"a\":{json}}}");

    [Fact]
    public void Several_documents_and_lists_are_objects_with_their_lines()
    {
        var documents = YamlDocuments.Read("a: 1\n---\n---\nkind: ConfigMapList\nitems:\n- b: 2\n- c: 3\n", "f.yaml");

        documents.Select(document => document.Json.ToJsonString()).ShouldBe(["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"]);
        documents[1].Place.ShouldBe("f.yaml:4");
    }

    [Fact]
    public void Aliases_and_merge_keys_are_followed() =>
        YamlDocuments.Read("base: &b { x: 1, y: 2 }\nown: { <<: *b, y: 3 }\n", "f.yaml")[0].Json["own"]!.ToJsonString().ShouldBe("""{"y":3,"x":1}""");

    [Fact]
    public void Aliases_that_grow_without_end_are_refused()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 8).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Should.Throw<FormatException>(() => YamlDocuments.Read(bomb, "f.yaml")).Message.ShouldContain("more than 500000 values");
    }

    [Theory]
    [InlineData("a: [1\nb: 2", "f.yaml:")]
    [InlineData("a: 1\na: 2", "f.yaml:2: is not YAML")]
    [InlineData("- 1", "f.yaml:1: is no object")]
    [InlineData("secret", "f.yaml:1: is no object")]
    public void What_is_broken_is_named_by_file_and_line_without_its_content(string text, string told)
    {
        var message = Should.Throw<FormatException>(() => YamlDocuments.Read(text, "f.yaml")).Message;
        message.ShouldStartWith(told);
        message.ShouldNotContain("secret");
    }
}
