using Shouldly;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Slipway.Core.Values;
using Xunit;

namespace Slipway.Core.Tests.Git;

public sealed class VersionsFileTests
{
    private static readonly VersionsSource Map = new() { Path = "versions.yaml", Environment = "production" };

    [Fact]
    public void A_map_has_a_version_for_each_app_with_its_line() =>
        VersionsFile.Read(Map, "# production\nshop: 1.2.3\n\nprices: \"2.0\"\n", Faults()).Select(e => (e.Place.ToString(), e.Version.ToString(), e.Line))
            .ShouldBe([("shop/production", "1.2.3", 2), ("prices/production", "2.0", 4)]);

    [Theory]
    [InlineData("image:\n  tag: v1\n", "image.tag")]
    [InlineData("images:\n  - name: prices\n    newTag: v9\n  - name: registry.example.org/shop\n    newTag: v1\n", "images[name=registry.example.org/shop].newTag")]
    [InlineData("images: [{ name: shop, newTag: 'v1' }]", "images[0].newTag")]
    [InlineData("a: { b: [[x, v1]] }", "a.b[0][1]")]
    public void One_value_of_a_file_is_found_by_its_path_and_changed_there_alone(string text, string key)
    {
        var source = Map with { App = "shop", Key = key };

        VersionsFile.Read(source, text, Faults()).Single().Version.ToString().ShouldBe("v1");
        VersionsFile.Change(source, text, "shop", ReleaseVersion.Parse("v1"), ReleaseVersion.Parse("v0")).ShouldBe(text.Replace("v1", "v0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shop: 2.0.0 # the new one\r\nprices: 1.0.0\r\n", "1.9.9", "shop: 1.9.9 # the new one\r\nprices: 1.0.0\r\n")]
    [InlineData("{shop: '2.0.0'}", "1.10", "{shop: '1.10'}")]
    [InlineData("shop: 2.0.0", "1.10", "shop: \"1.10\"")]
    [InlineData("shop: 2.0.0", "on", "shop: \"on\"")]
    [InlineData("\uFEFFshop: 2.0.0", "1e5", "\uFEFFshop: \"1e5\"")]
    public void A_change_touches_nothing_else_and_quotes_what_would_be_read_as_a_number(string text, string to, string after) =>
        VersionsFile.Change(Map, text, "shop", ReleaseVersion.Parse("2.0.0"), ReleaseVersion.Parse(to)).ShouldBe(after);

    [Theory]
    [InlineData("shop: 3.0.0")]
    [InlineData("prices: 2.0.0")]
    [InlineData("shop: [")]
    [InlineData("prices: &v 2.0.0\nshop: *v")]
    public void What_is_not_as_it_was_is_not_changed(string text) =>
        VersionsFile.Change(Map, text, "shop", ReleaseVersion.Parse("2.0.0"), ReleaseVersion.Parse("1.0.0")).ShouldBeNull();

    [Theory]
    [InlineData(null, "versions.yaml: the commit has no such file; add it, or take it out of the versions that are followed")]
    [InlineData("- shop\n", "versions.yaml:1: must be a map of apps to versions, not a list (write 'app: version', one a line)")]
    [InlineData("shop: 1.0.0\nShop: 2\n", "versions.yaml:2: 'Shop' is no app (a name has 1 to 40 lower-case letters, digits and -, beginning with a letter)")]
    [InlineData("shop: 1.0.0\nshop: 2\n", "versions.yaml:2: shop is there twice (keep one of them)")]
    [InlineData("shop:\n", "versions.yaml:1: shop: must be a version, not nothing (1 to 64 letters, digits and . _ + -, beginning with a letter or digit)")]
    public void What_cannot_be_read_is_told_with_its_line(string? text, string fault)
    {
        var faults = Faults();

        VersionsFile.Read(Map, text, faults).ShouldBeEmpty();
        faults.Select(f => f.ToString()).ShouldBe([fault]);
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_told()
    {
        var faults = Faults();
        VersionsFile.Read(Map with { App = "shop", Key = "image.tag" }, "image: {}", faults);
        faults.Single().Message.ShouldContain("there is nothing at image.tag");
    }

    private static List<GitFault> Faults() => [];
}
